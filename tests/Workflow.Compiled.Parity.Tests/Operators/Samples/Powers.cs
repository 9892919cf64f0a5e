namespace Workflow.Compiled.Parity.Tests;

/// <summary>Powers: of a tensor to a number, of a number to a tensor, of a tensor to a tensor.</summary>
internal static class Powers
{
    private static readonly float[] s_bases = [0, 1, 2, 0.5f, 3, 10, 0, 1];

    private static Operand Positive => Operand.Batched("x", 3, 7).Within(0.2f, 3);

    public static IEnumerable<OperatorSample> Samples =>
    [
        .. from exponent in (float[])[-2, -1, -0.5f, 0, 0.5f, 1, 2, 3, 4, 5, 0.3f, -1.7f, 1.5f]
           select OperatorSample.Unary("Pow", FormattableString.Invariant($"Pow(x, {exponent}f)"), Positive, x => x.pow(exponent)),
        .. from exponent in (float[])[-2, -1, 0, 2, 3, 5, -3]
           select OperatorSample.Unary("Pow", FormattableString.Invariant($"x.Pow({exponent})"), x => x.pow(exponent)),
        .. from exponent in (float[])[0, 1, 2, 3, 4, 5, 1.5f]
           select OperatorSample.Unary(
               "Pow", FormattableString.Invariant($"Pow(x, {exponent}f)"), Operand.AtEdges("x", 0, 0, 1, 2, 0.5f, 10), x => x.pow(exponent)),
        OperatorSample.Unary("Pow", "Pow(2f, x)", x => TorchSharp.torch.pow(2f, x)),
        OperatorSample.Unary("Pow", "Pow(0.3f, x)", x => TorchSharp.torch.pow(0.3f, x)),
        OperatorSample.Binary("Pow", "Pow(x, y)", Positive, Operand.Batched("y", 3, 7), (x, y) => x.pow(y)),
        OperatorSample.Binary("Pow", "x.Pow(y)", Positive, Operand.Fixed("y", 7), (x, y) => x.pow(y)) with { Terms = 15 },
        OperatorSample.Binary("Pow", "Pow(x, y)", Operand.AtEdges("x", 0, s_bases), Operand.AtEdges("y", 3, [0, 1, 2, 3, 1, 2, 0, 4]), (x, y) => x.pow(y)),
    ];
}
