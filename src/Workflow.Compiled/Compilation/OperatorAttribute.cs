namespace Workflow.Compiled;

/// <summary>
/// Marks a method that the compiler knows as an operator: a function, a method or operator of <see cref="Tensor"/>, or the
/// <c>Forward</c> of a layer.
/// </summary>
/// <remarks>
/// The compiler reads a call by the names of parameters. Tensors (the instance, then the arguments) are the operands. All other arguments,
/// of the call and of the constructor of the layer, must be constants and become the operator's attributes, each under the name of its
/// parameter: <c>LeakyRelu(x, negativeSlope: 0.2f)</c> has the attribute <c>negativeSlope</c>. So these names are a contract between this
/// assembly and the compiler, and functions and layers that mean the same use the same names.
/// </remarks>
/// <param name="name">The operator's name in the compiler, for example <c>Relu</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperatorAttribute(string name) : Attribute
{
    /// <summary>The operator's name in the compiler.</summary>
    public string Name { get; } = name;
}
