namespace Workflow.Compiled.Parity.Tests;

/// <summary>Elementary functions of one operand.</summary>
internal static class Elementary
{
    private static Operand Positive => Operand.Batched("x", 3, 7).Within(0.2f, 5);

    // Multiples of a quarter turn, and angles that need more digits of pi than a float has.
    private static Operand AnglesAtEdges => Operand.AtEdges(
        "x", 0, 0, 0.78539816f, 1.5707963f, 3.1415927f, -3.1415927f, 4.712389f, 6.2831855f, 1e3f, -12345.678f, 131072, 131073, 1e7f, -3.4e10f, 1e30f);

    private static Operand AtHalves => Operand.AtEdges("x", 0, 0, 0.3f, -0.3f, 0.5f, -0.5f, 1, -1, 1.5f, -1.5f, 2.5f, -2.5f, 2.7f, 8388607.5f, 1e20f);

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
        OperatorSample.Unary("Expm1", "Expm1(x)", x => x.expm1()),
        OperatorSample.Unary("Expm1", "x.Expm1()", Operand.Batched("x", 33).Within(1e-6f, 1e-3f), x => x.expm1()),
        OperatorSample.Unary("Log1p", "Log1p(x)", Positive, x => x.log1p()),
        OperatorSample.Unary("Log1p", "x.Log1p()", Operand.Batched("x", 33) with { Low = 1e-6f, High = 0.5f }, x => x.log1p()),
        OperatorSample.Unary("Sin", "Sin(x)", x => x.sin()),
        OperatorSample.Unary("Sin", "x.Sin()", Operand.Batched("x", 33) with { High = 20 }, x => x.sin()),
        OperatorSample.Unary("Sin", "Sin(x)", AnglesAtEdges, x => x.sin()),
        OperatorSample.Unary("Cos", "Cos(x)", x => x.cos()),
        OperatorSample.Unary("Cos", "x.Cos()", Operand.Batched("x", 33) with { High = 20 }, x => x.cos()),
        OperatorSample.Unary("Cos", "Cos(x)", AnglesAtEdges, x => x.cos()),
        OperatorSample.Unary("Rsqrt", "Rsqrt(x)", Positive, x => x.rsqrt()),
        OperatorSample.Unary("Rsqrt", "x.Rsqrt()", Operand.Batched("x", 33).Within(0.01f, 1e4f), x => x.rsqrt()),
        OperatorSample.Unary("Reciprocal", "Reciprocal(x)", x => x.reciprocal()),
        OperatorSample.Unary("Reciprocal", "x.Reciprocal()", Operand.Batched("x", 33) with { High = 1e5f }, x => x.reciprocal()),
        OperatorSample.Unary("Sign", "x * Sign(x)", x => x * x.sign()),
        OperatorSample.Unary("Sign", "x.Sign()", AtHalves, x => x.sign()),
        OperatorSample.Unary("Floor", "x * Floor(x)", AtHalves, x => x * x.floor()),
        OperatorSample.Unary("Floor", "x.Floor()", AtHalves, x => x.floor()),
        OperatorSample.Unary("Ceil", "x * Ceil(x)", AtHalves, x => x * x.ceil()),
        OperatorSample.Unary("Ceil", "x.Ceil()", AtHalves, x => x.ceil()),
        OperatorSample.Unary("Round", "x * Round(x)", AtHalves, x => x * x.round()),
        OperatorSample.Unary("Round", "x.Round()", AtHalves, x => x.round()),
    ];

    public static IEnumerable<BadSample> Bad => [];
}
