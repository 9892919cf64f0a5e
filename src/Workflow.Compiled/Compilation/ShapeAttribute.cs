namespace Workflow.Compiled;

/// <summary>
/// The shape of the input of <c>Forward</c>, or with <c>[return: Shape(...)]</c> of its result: a name for the batch, then a length for each
/// other axis, for example <c>[Shape("batch", 1, 28, 28)]</c>.
/// </summary>
/// <param name="dimensions">Names and lengths, outermost first.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class ShapeAttribute(params object[] dimensions) : Attribute
{
    /// <summary>Names and lengths, outermost first.</summary>
    public IReadOnlyList<object> Dimensions { get; } = dimensions;
}
