using System.Runtime.InteropServices;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>A function of one variable, for every register width, and its exact value.</summary>
internal interface IFunction
{
    static abstract V Invoke<V>(V x)
        where V : struct, IVector<V>;

    static abstract double Reference(double x);
}

/// <summary>
/// Walks through the bit patterns of float32: every sign and exponent, denormals, infinities and NaN among them. Setting the environment
/// variable <c>WORKFLOW_COMPILED_EXHAUSTIVE</c> to 1 walks through all 2^32.
/// </summary>
internal static class Sweep
{
    // Prime, so that the low bits differ from exponent to exponent.
    private static readonly uint Stride = Environment.GetEnvironmentVariable("WORKFLOW_COMPILED_EXHAUSTIVE") == "1" ? 1u : 4093u;

    private const int Chunk = 16 * 64;

    /// <summary>The largest distance from the exact value within [minimum, maximum], in ulp, and where.</summary>
    public static (double Error, float At) Worst<TFunction>(float minimum = float.NegativeInfinity, float maximum = float.PositiveInfinity)
        where TFunction : struct, IFunction
    {
        var (worst, at) = (0.0, 0f);
        Walk<TFunction>((x, y) =>
        {
            if (x < minimum || x > maximum)
                return;
            var error = Ulp.Distance(y, TFunction.Reference(x));
            if (error > worst)
                (worst, at) = (error, x);
        });
        return (worst, at);
    }

    /// <summary>The largest distance from the exact value up to a maximum, absolute. The infinities have tests of their own.</summary>
    public static (double Error, float At) WorstAbsolute<TFunction>(float maximum = float.PositiveInfinity)
        where TFunction : struct, IFunction
    {
        var (worst, at) = (0.0, 0f);
        Walk<TFunction>((x, y) =>
        {
            if (x > maximum || float.IsInfinity(x) || (float.IsNaN(x) && float.IsNaN(y)))
                return;
            var error = Math.Abs(y - TFunction.Reference(x));
            if (!(error <= worst))
                (worst, at) = (error, x);
        });
        return (worst, at);
    }

    /// <summary>Computes a function by registers of one width.</summary>
    public static void Apply<TFunction, V>(ReadOnlySpan<float> source, Span<float> destination)
        where TFunction : struct, IFunction
        where V : struct, IVector<V>
    {
        for (nint i = 0; i < source.Length; i += V.Count)
            TFunction.Invoke(V.Load(source, i)).Store(destination, i);
    }

    /// <summary>Visits arguments and results; every chunk ends with specials.</summary>
    public static void Walk<TFunction>(Action<float, float> visit)
        where TFunction : struct, IFunction
    {
        var arguments = new float[Chunk];
        var results = new float[Chunk];
        for (ulong pattern = 0; pattern <= uint.MaxValue;)
        {
            var bits = MemoryMarshal.Cast<float, uint>(arguments.AsSpan());
            for (var i = 0; i < Chunk; i++, pattern += Stride)
                bits[i] = (uint)Math.Min(pattern, uint.MaxValue);
            Apply<TFunction, Lanes16>(arguments, results);
            for (var i = 0; i < Chunk; i++)
                visit(arguments[i], results[i]);
        }

        Specials.CopyTo(arguments, 0);
        Apply<TFunction, Lanes16>(arguments, results);
        for (var i = 0; i < Specials.Length; i++)
            visit(arguments[i], results[i]);
    }

    /// <summary>Values at which elementary functions go wrong.</summary>
    public static float[] Specials { get; } =
    [
        0, -0f, 1, -1, float.Epsilon, -float.Epsilon, 1.17549435e-38f, -1.17549435e-38f, 1.17549421e-38f, -1.17549421e-38f,
        float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
        88.722839f, 88.722847f, -87.33654f, -87.33655f, -103.27893f, -103.97208f, -103.97209f, 9.0109f, -9.0109f, 9.25f, -9.25f,
        0.8f, -0.8f, 0.79999995f, 3.9192059f, 4, -4, 15, -15, -14.1f, 1.41421354f, 1.41421366f, 0.999999940f, 1.00000012f, -0.99999994f,
        0.34657359f, -0.34657359f, 0.41421354f, 0.41421360f, 20, -17.5f, -18, 1e-10f, -1e-10f,
    ];
}
