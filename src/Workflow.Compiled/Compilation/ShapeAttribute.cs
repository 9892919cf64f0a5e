namespace Workflow.Compiled;

/// <summary>
/// The shape of a tensor that goes into <c>Forward</c>, be it a <see cref="Tensor"/> or an <see cref="IndexTensor"/>, or with
/// <c>[return: Shape(...)]</c> of its result: a length for each axis, outermost first.
/// </summary>
/// <remarks>
/// A length is a number, or a text: a name, such as <c>"batch"</c>, or an expression with <c>+ - * / %</c> and parentheses over names and numbers.
/// A name is that of a constructor parameter, or a symbol that stands for the same length wherever it occurs:
/// <c>[Shape("batch", "time", "heads * headWidth")]</c>.
/// </remarks>
/// <param name="dimensions">Numbers and expressions, outermost first.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class ShapeAttribute(params object[] dimensions) : Attribute
{
    /// <summary>Numbers and expressions, outermost first.</summary>
    public IReadOnlyList<object> Dimensions { get; } = dimensions;
}
