using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>One use of an operator, in our words and in libtorch's.</summary>
/// <param name="Operator">The name of the operator, as its attribute has it.</param>
/// <param name="Body">A C# expression over the operands, as a user writes it in <c>Forward</c>. It keeps the batch axis.</param>
/// <param name="Operands">What it works on.</param>
/// <param name="Torch">The same in libtorch.</param>
internal sealed record OperatorSample(string Operator, string Body, Operand[] Operands, Func<torch.Tensor[], torch.Tensor> Torch)
{
    /// <summary>How many terms the longest sum in the operator has: the rounding error that is allowed grows with it.</summary>
    public int Terms { get; init; } = 1;

    /// <summary>Whether numeric derivatives make sense: not where an operand may lie on a kink or a jump.</summary>
    public bool IsSmooth { get; init; } = Operands.All(operand => operand.Edges.Length == 0);

    /// <summary>A sample with one operand <c>x</c> of three axes.</summary>
    public static OperatorSample Unary(string name, string body, Func<torch.Tensor, torch.Tensor> expected) =>
        Unary(name, body, Operand.Batched("x", 3, 7), expected);

    /// <summary>A sample with one operand.</summary>
    public static OperatorSample Unary(string name, string body, Operand operand, Func<torch.Tensor, torch.Tensor> expected) =>
        new(name, body, [operand], operands => expected(operands[0]));

    /// <summary>A sample with two operands.</summary>
    public static OperatorSample Binary(
        string name, string body, Operand left, Operand right, Func<torch.Tensor, torch.Tensor, torch.Tensor> expected) =>
        new(name, body, [left, right], operands => expected(operands[0], operands[1]));

    /// <inheritdoc/>
    public override string ToString() => $"{Body} with {string.Join(", ", Operands.Select(operand => $"{operand.Name} [{Shape(operand)}]{(operand.Edges.Length > 0 ? " at edges" : "")}"))}";

    private static string Shape(Operand operand) => string.Join(", ", [.. operand.IsBatched ? ["batch"] : Array.Empty<string>(), .. operand.Lengths.Select(l => $"{l}")]);
}

/// <summary>A use of an operator that is wrong: the compiler reports it, running it eagerly throws, and so does libtorch.</summary>
/// <param name="Operator">The name of the operator.</param>
/// <param name="Body">A C# expression over the operands.</param>
/// <param name="Operands">What it works on.</param>
/// <param name="Torch">The same in libtorch; null where libtorch takes what we refuse.</param>
internal sealed record BadSample(string Operator, string Body, Operand[] Operands, Func<torch.Tensor[], torch.Tensor>? Torch)
{
    /// <inheritdoc/>
    public override string ToString() => Body;
}
