namespace Workflow.Compiled.Generators.Graphs;

/// <summary>A use of an operator of the user's own. The compiler does not look into it: generated code calls its two methods.</summary>
/// <param name="Forward">The method that computes the result.</param>
/// <param name="Backward">The method that computes the gradients; null where none flows through the operator.</param>
/// <param name="Inputs">The ids of the operands.</param>
/// <param name="Output">The id of the result.</param>
/// <param name="Label">What the user calls it.</param>
public sealed record CustomNode(CustomMethod Forward, CustomMethod? Backward, EquatableArray<int> Inputs, int Output, string Label)
    : Node(Inputs, [Output], Label)
{
    internal override IEnumerable<Dimension> Lengths => Forward.Numbers.Concat(Backward?.Numbers ?? []);
}

/// <summary>A method of the user's, with the arguments of one call.</summary>
/// <param name="Type">The class that declares it, as generated code writes it: <c>global::My.Operators</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">What it is called with, in its own order.</param>
public sealed record CustomMethod(string Type, string Name, EquatableArray<CustomArgument> Arguments)
{
    internal IEnumerable<Dimension> Numbers =>
        Arguments.OfType<CustomArgument.Given>().Select(given => given.Argument).OfType<CallArgument.Number>().Select(number => number.Value);
}

/// <summary>What a method of a custom operator is called with.</summary>
public abstract record CustomArgument
{
    /// <summary>An operand.</summary>
    /// <param name="Index">Its place among the operands.</param>
    public sealed record Operand(int Index) : CustomArgument;

    /// <summary>Where the gradient of an operand is written.</summary>
    /// <param name="Index">The operand's place.</param>
    public sealed record OperandGradient(int Index) : CustomArgument;

    /// <summary>The result: written by the forward method, read by the backward method.</summary>
    public sealed record Result : CustomArgument;

    /// <summary>The gradient of the result.</summary>
    public sealed record ResultGradient : CustomArgument;

    /// <summary>Anything that does not flow through the graph.</summary>
    /// <param name="Argument">What is passed.</param>
    public sealed record Given(CallArgument Argument) : CustomArgument;
}
