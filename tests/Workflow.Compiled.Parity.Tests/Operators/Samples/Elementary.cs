namespace Workflow.Compiled.Parity.Tests;

/// <summary>Elementary functions of one operand.</summary>
internal static class Elementary
{
    private static Operand Positive => Operand.Batched("x", 3, 7).Within(0.2f, 5);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Unary("Exp", "Exp(x)", x => x.exp()),
        OperatorSample.Unary("Exp", "Exp(x)", Operand.Batched("x", 33) with { High = 20 }, x => x.exp()),
        OperatorSample.Unary("Log", "Log(x)", Positive, x => x.log()),
        OperatorSample.Unary("Log", "Log(x)", Operand.Batched("x", 33).Within(1e-6f, 1e6f), x => x.log()),
        OperatorSample.Unary("Sqrt", "Sqrt(x)", Positive, x => x.sqrt()),
        OperatorSample.Unary("Square", "Square(x)", x => x.square()),
        OperatorSample.Unary("Abs", "Abs(x)", x => x.abs()),
        OperatorSample.Unary("Negate", "-x", x => x.neg()),
    ];

    public static IEnumerable<BadSample> Bad => [];
}
