using System.Runtime.InteropServices;
using Xunit;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Signs of zero, infinities and NaN; and the same bits from every register width.</summary>
public class VectorMathSpecialTests
{
    private const float Infinity = float.PositiveInfinity;

    [Fact]
    public void NanPropagates()
    {
        AssertNan<ExpFunction>();
        AssertNan<Expm1Function>();
        AssertNan<LogFunction>();
        AssertNan<Log1pFunction>();
        AssertNan<SigmoidFunction>();
        AssertNan<TanhFunction>();
        AssertNan<SiluFunction>();
        AssertNan<SiluDerivativeFunction>();
        AssertNan<SoftplusFunction>();
        AssertNan<SoftplusDerivativeFunction>();
        AssertNan<EluFunction>();
        AssertNan<ErfFunction>();
        AssertNan<GeluFunction>();
        AssertNan<GeluDerivativeFunction>();
        AssertNan<GeluTanhFunction>();
        AssertNan<GeluTanhDerivativeFunction>();
        AssertNan<SinFunction>();
        AssertNan<CosFunction>();
        AssertNan<MishFunction>();
        AssertNan<MishDerivativeFunction>();
        AssertNan<PowerOf71Function>();
        AssertNan<PowerToXFunction>();
    }

    [Fact]
    public void LimitsAtTheInfinities()
    {
        AssertBits<ExpFunction>((Infinity, Infinity), (-Infinity, 0));
        AssertBits<Expm1Function>((Infinity, Infinity), (-Infinity, -1));
        AssertBits<LogFunction>((Infinity, Infinity), (0, -Infinity), (-0f, -Infinity), (1, 0));
        AssertBits<Log1pFunction>((Infinity, Infinity), (-1, -Infinity));
        AssertBits<SigmoidFunction>((Infinity, 1), (-Infinity, 0), (0, 0.5f), (-0f, 0.5f));
        AssertBits<TanhFunction>((Infinity, 1), (-Infinity, -1));
        AssertBits<SoftplusFunction>((Infinity, Infinity), (-Infinity, 0));
        AssertBits<SoftplusDerivativeFunction>((Infinity, 1), (-Infinity, 0));
        AssertBits<EluFunction>((Infinity, Infinity), (-Infinity, -1.5f));
        AssertBits<ErfFunction>((Infinity, 1), (-Infinity, -1));
        AssertBits<SiluFunction>((Infinity, Infinity));
        AssertBits<GeluFunction>((Infinity, Infinity));
        AssertBits<GeluTanhFunction>((Infinity, Infinity));
        AssertBits<MishFunction>((Infinity, Infinity));
    }

    [Fact]
    public void ActivationsOfMinusInfinityAreNanAsInLibtorch()
    {
        Assert.True(float.IsNaN(Value<SiluFunction>(-Infinity)));
        Assert.True(float.IsNaN(Value<GeluFunction>(-Infinity)));
        Assert.True(float.IsNaN(Value<GeluTanhFunction>(-Infinity)));
        Assert.True(float.IsNaN(Value<MishFunction>(-Infinity)));
    }

    [Fact]
    public void DerivativesHaveTheirLimits()
    {
        foreach (var large in (float[])[Infinity, float.MaxValue, 1e20f])
        {
            Assert.Equal(1, Value<SiluDerivativeFunction>(large));
            Assert.Equal(1, Value<GeluDerivativeFunction>(large));
            Assert.Equal(1, Value<GeluTanhDerivativeFunction>(large));
            Assert.Equal(1, Value<MishDerivativeFunction>(large));
            Assert.Equal(0, Value<MishDerivativeFunction>(-large), 1e-40f);
            Assert.Equal(0, Value<SiluDerivativeFunction>(-large), 1e-40f);
            Assert.Equal(0, Value<GeluDerivativeFunction>(-large), 1e-40f);
            Assert.Equal(0, Value<GeluTanhDerivativeFunction>(-large), 1e-40f);
        }
    }

    [Fact]
    public void LogarithmOfNegativeNumbersIsNan()
    {
        foreach (var x in (float[])[-float.Epsilon, -1, float.MinValue, -Infinity])
            Assert.True(float.IsNaN(Value<LogFunction>(x)));
        foreach (var x in (float[])[-1.0000001f, float.MinValue, -Infinity])
            Assert.True(float.IsNaN(Value<Log1pFunction>(x)));
    }

    [Fact]
    public void SignOfZeroIsKept()
    {
        AssertBits<TanhFunction>((0, 0), (-0f, -0f));
        AssertBits<ErfFunction>((0, 0), (-0f, -0f));
        AssertBits<Expm1Function>((0, 0), (-0f, -0f));
        AssertBits<Log1pFunction>((0, 0), (-0f, -0f));
        AssertBits<GeluFunction>((0, 0), (-0f, -0f));
        AssertBits<SiluFunction>((0, 0), (-0f, -0f));
        AssertBits<MishFunction>((0, 0), (-0f, -0f));
        AssertBits<SinFunction>((0, 0), (-0f, -0f));
        AssertBits<FloorFunction>((-0f, -0f), (0.3f, 0));
        AssertBits<CeilingFunction>((-0f, -0f), (-0.3f, -0f));
    }

    [Fact]
    public void AnglesAtInfinityAreNan()
    {
        Assert.True(float.IsNaN(Value<SinFunction>(Infinity)));
        Assert.True(float.IsNaN(Value<CosFunction>(-Infinity)));
    }

    [Fact]
    public void PowersFollowC()
    {
        float[] values = [0, -0f, 1, -1, 0.5f, -0.5f, 2, -2, 3, -3, 2.5f, -2.5f, 1e-40f, -1e-40f, 16777216, -16777217, 3e38f, Infinity, -Infinity, float.NaN];
        foreach (var x in values)
        {
            foreach (var y in values)
            {
                var exact = (float)Math.Pow(x, y);
                var actual = First(VectorMath.Pow(Lanes4.Broadcast(x), Lanes4.Broadcast(y)));
                Assert.True(Ulp.Distance(actual, Math.Pow(x, y)) <= 2 && (float.IsNaN(exact) || float.IsNegative(exact) == float.IsNegative(actual)), $"{x} ^ {y} is {actual}, not {exact}");
            }
        }
    }

    [Fact]
    public void ComparisonsWithNanAreFalse()
    {
        var (one, nan) = (Lanes4.One, Lanes4.Broadcast(float.NaN));
        Assert.False(Lanes4.Any(Lanes4.LessThanOrEqual(one, nan)));
        Assert.False(Lanes4.Any(Lanes4.GreaterThanOrEqual(nan, one)));
        Assert.True(Lanes4.Any(Lanes4.LessThanOrEqual(one, one)));
        Assert.True(Lanes1.Any(Lanes1.GreaterThanOrEqual(Lanes1.One, Lanes1.One)));
        Assert.False(Lanes1.Any(Lanes1.GreaterThanOrEqual(Lanes1.One, Lanes1.Broadcast(float.NaN))));
    }

    [Theory]
    [InlineData(1f, 20f)]
    [InlineData(0.5f, 3f)]
    [InlineData(4f, 20f)]
    public void SoftplusFollowsPyTorchsDefinition(float beta, float threshold)
    {
        foreach (var x in (float[])[-200, -30, -1, -1e-6f, 0, 1e-6f, 1, 2.9f, 5.9f, 6.1f, 30, 200])
        {
            var exact = x * beta > threshold ? x : SpecialFunctions.Log1p(Math.Exp((double)x * beta)) / beta;
            var slope = x * beta > threshold ? 1 : SpecialFunctions.Sigmoid((double)x * beta);
            Assert.InRange(Ulp.Distance(First(VectorMath.Softplus(Lanes4.Broadcast(x), beta, threshold)), exact), 0, 4);
            Assert.InRange(Ulp.Distance(First(VectorMath.SoftplusDerivative(Lanes4.Broadcast(x), beta, threshold)), slope), 0, 3);
        }
    }

    [Fact]
    public void EveryWidthGivesTheSameBits()
    {
        AssertWidths<ExpFunction>();
        AssertWidths<Expm1Function>();
        AssertWidths<LogFunction>();
        AssertWidths<Log1pFunction>();
        AssertWidths<SigmoidFunction>();
        AssertWidths<TanhFunction>();
        AssertWidths<SiluDerivativeFunction>();
        AssertWidths<SoftplusFunction>();
        AssertWidths<EluFunction>();
        AssertWidths<ErfFunction>();
        AssertWidths<GeluFunction>();
        AssertWidths<GeluDerivativeFunction>();
        AssertWidths<GeluTanhFunction>();
        AssertWidths<GeluTanhDerivativeFunction>();
        AssertWidths<SinFunction>();
        AssertWidths<CosFunction>();
        AssertWidths<MishFunction>();
        AssertWidths<MishDerivativeFunction>();
        AssertWidths<PowerOfMinusFiveFunction>();
        AssertWidths<PowerOfMinusThreeToXFunction>();
        AssertWidths<FloorFunction>();
        AssertWidths<CeilingFunction>();
    }

    private static void AssertWidths<TFunction>()
        where TFunction : struct, IFunction
    {
        var arguments = new float[16 * 1024];
        var random = new Random(1);
        random.NextBytes(MemoryMarshal.AsBytes(arguments.AsSpan()));
        for (var i = 0; i < 8 * 1024; i++)
            arguments[i] = (random.NextSingle() - 0.5f) * 40;
        Sweep.Specials.CopyTo(arguments, 0);

        var expected = Bits<TFunction, Lanes16>(arguments);
        Assert.Equal(expected, Bits<TFunction, Lanes8>(arguments));
        Assert.Equal(expected, Bits<TFunction, Lanes4>(arguments));
        Assert.Equal(expected, Bits<TFunction, Lanes1>(arguments));
    }

    // Two NaN with different payloads are the same result.
    private static uint[] Bits<TFunction, V>(float[] arguments)
        where TFunction : struct, IFunction
        where V : struct, IVector<V>
    {
        var results = new float[arguments.Length];
        Sweep.Apply<TFunction, V>(arguments, results);
        return Array.ConvertAll(results, value => float.IsNaN(value) ? 0x7FC00000 : BitConverter.SingleToUInt32Bits(value));
    }

    private static void AssertNan<TFunction>()
        where TFunction : struct, IFunction =>
        Assert.True(float.IsNaN(Value<TFunction>(float.NaN)), typeof(TFunction).Name);

    private static void AssertBits<TFunction>(params (float X, float Y)[] values)
        where TFunction : struct, IFunction
    {
        foreach (var (x, y) in values)
        {
            var actual = Value<TFunction>(x);
            Assert.True(
                BitConverter.SingleToUInt32Bits(y) == BitConverter.SingleToUInt32Bits(actual),
                $"{typeof(TFunction).Name}({x}) is {actual}, not {y}");
        }
    }

    private static float Value<TFunction>(float x)
        where TFunction : struct, IFunction =>
        First(TFunction.Invoke(Lanes4.Broadcast(x)));

    private static float First(Lanes4 lanes)
    {
        Span<float> values = stackalloc float[4];
        lanes.Store(values, 0);
        return values[0];
    }
}
