using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>A small change after which operands that do not fit would. The front end knows where in the source it is to be made.</summary>
public abstract record Cure
{
    /// <summary>Another number for an argument of the layer's constructor, or of the call itself.</summary>
    /// <param name="Parameter">The name of the parameter in the API.</param>
    /// <param name="Value">The number.</param>
    /// <param name="Element">Which element of a list it replaces; -1 for an argument that is one number.</param>
    public sealed record Argument(string Parameter, Dimension Value, int Element = -1) : Cure;

    /// <summary>A function applied to an operand.</summary>
    /// <param name="Operand">The operand.</param>
    /// <param name="Function">The name of the method, such as <c>Flatten</c>.</param>
    /// <param name="Arguments">Its further arguments.</param>
    public sealed record Call(int Operand, string Function, string Arguments) : Cure;

    /// <summary>Another length of an operand's last axis, where what computes the operand can give it.</summary>
    /// <param name="Operand">The operand.</param>
    /// <param name="Length">The length.</param>
    public sealed record Width(int Operand, Dimension Length) : Cure;
}
