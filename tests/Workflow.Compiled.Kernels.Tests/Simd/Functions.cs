namespace Workflow.Compiled.Kernels.Tests;

internal readonly struct ExpFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Exp(x);

    public static double Reference(double x) => Math.Exp(x);
}

internal readonly struct Expm1Function : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Expm1(x);

    public static double Reference(double x) => SpecialFunctions.Expm1(x);
}

internal readonly struct LogFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Log(x);

    public static double Reference(double x) => Math.Log(x);
}

internal readonly struct Log1pFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Log1p(x);

    public static double Reference(double x) => SpecialFunctions.Log1p(x);
}

internal readonly struct SigmoidFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Sigmoid(x);

    public static double Reference(double x) => SpecialFunctions.Sigmoid(x);
}

internal readonly struct TanhFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Tanh(x);

    public static double Reference(double x) => Math.Tanh(x);
}

internal readonly struct SiluFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Silu(x);

    public static double Reference(double x) => x * SpecialFunctions.Sigmoid(x);
}

internal readonly struct SiluDerivativeFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.SiluDerivative(x);

    public static double Reference(double x) => double.IsInfinity(x)
        ? x > 0 ? 1 : 0
        : SpecialFunctions.Sigmoid(x) * (1 + x * SpecialFunctions.Sigmoid(-x));
}

internal readonly struct SoftplusFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Softplus(x);

    public static double Reference(double x) => x > 20 ? x : SpecialFunctions.Log1p(Math.Exp(x));
}

internal readonly struct SoftplusDerivativeFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.SoftplusDerivative(x);

    public static double Reference(double x) => x > 20 ? 1 : SpecialFunctions.Sigmoid(x);
}

internal readonly struct EluFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Elu(x, 1.5f);

    public static double Reference(double x) => x > 0 ? x : 1.5 * SpecialFunctions.Expm1(x);
}

internal readonly struct ErfFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Erf(x);

    public static double Reference(double x) => SpecialFunctions.Erf(x);
}

internal readonly struct GeluFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Gelu(x);

    public static double Reference(double x) => x * SpecialFunctions.Normal(x);
}

internal readonly struct GeluDerivativeFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.GeluDerivative(x);

    public static double Reference(double x) => Math.Abs(x) > 40
        ? x > 0 ? 1 : 0
        : SpecialFunctions.Normal(x) + x * SpecialFunctions.NormalDensity(x);
}

internal readonly struct GeluTanhFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.GeluTanh(x);

    public static double Reference(double x) => x * SpecialFunctions.Sigmoid(2 * Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
}

internal readonly struct GeluTanhDerivativeFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.GeluTanhDerivative(x);

    public static double Reference(double x)
    {
        if (Math.Abs(x) > 40)
            return x > 0 ? 1 : 0;
        var u = 2 * Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
        var slope = 2 * Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
        return SpecialFunctions.Sigmoid(u) * (1 + x * SpecialFunctions.Sigmoid(-u) * slope);
    }
}

internal readonly struct SinFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Sin(x);

    public static double Reference(double x) => Math.Sin(x);
}

internal readonly struct CosFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Cos(x);

    public static double Reference(double x) => Math.Cos(x);
}

internal readonly struct MishFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Mish(x);

    public static double Reference(double x) => x * SpecialFunctions.MishGate(x);
}

internal readonly struct MishDerivativeFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.MishDerivative(x);

    public static double Reference(double x) => Math.Abs(x) > 300
        ? x > 0 ? 1 : 0
        : SpecialFunctions.MishGate(x) + x * (1 - SpecialFunctions.MishGate(x)) * (1 + SpecialFunctions.MishGate(x)) * SpecialFunctions.Sigmoid(x);
}

internal readonly struct PowerOfThreeSeventhsFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Pow(x, V.Broadcast(3f / 7));

    public static double Reference(double x) => Math.Pow(x, 3f / 7);
}

internal readonly struct PowerOfMinusFiveFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Pow(x, V.Broadcast(-5));

    public static double Reference(double x) => Math.Pow(x, -5);
}

internal readonly struct PowerOf71Function : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Pow(x, V.Broadcast(71.3f));

    public static double Reference(double x) => Math.Pow(x, 71.3f);
}

internal readonly struct PowerToXFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Pow(V.Broadcast(1.4f), x);

    public static double Reference(double x) => Math.Pow(1.4f, x);
}

internal readonly struct PowerOfMinusThreeToXFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => VectorMath.Pow(V.Broadcast(-3), x);

    public static double Reference(double x) => Math.Pow(-3, x);
}

internal readonly struct FloorFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => V.Floor(x);

    public static double Reference(double x) => Math.Floor(x);
}

internal readonly struct CeilingFunction : IFunction
{
    public static V Invoke<V>(V x) where V : struct, IVector<V> => V.Ceiling(x);

    public static double Reference(double x) => Math.Ceiling(x);
}
