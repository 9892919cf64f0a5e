using System.Runtime.InteropServices;
using Xunit;
using Xunit.Abstractions;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>The errors that the documentation of <see cref="VectorMath"/> states.</summary>
public class VectorMathTests(ITestOutputHelper output)
{
    [Fact]
    public void Exp() => Within<ExpFunction>(1);

    [Fact]
    public void Expm1() => Within<Expm1Function>(2);

    [Fact]
    public void Log() => Within<LogFunction>(1);

    [Fact]
    public void Log1p() => Within<Log1pFunction>(2);

    [Fact]
    public void Sigmoid() => Within<SigmoidFunction>(3);

    [Fact]
    public void Tanh() => Within<TanhFunction>(3);

    [Fact]
    public void Silu() => Within<SiluFunction>(3, minimum: -87);

    [Fact]
    public void SiluWhereSigmoidIsDenormal() => WithinAbsolute<SiluFunction>(1e-43, maximum: -87);

    [Fact]
    public void Softplus() => Within<SoftplusFunction>(2);

    [Fact]
    public void Elu() => Within<EluFunction>(2);

    [Fact]
    public void Erf() => Within<ErfFunction>(2);

    [Fact]
    public void Gelu() => Within<GeluFunction>(4, minimum: -1);

    [Fact]
    public void GeluForNegativeArguments() => Within<GeluFunction>(9, minimum: -12.9f, maximum: -1);

    [Fact]
    public void GeluWhereTheProbabilityIsDenormal() => WithinAbsolute<GeluFunction>(2e-43, maximum: -12.9f);

    [Fact]
    public void GeluTanh() => Within<GeluTanhFunction>(3, minimum: -1);

    [Fact]
    public void GeluTanhForNegativeArguments() => Within<GeluTanhFunction>(150, minimum: -9.9f, maximum: -1);

    [Fact]
    public void SiluDerivative() => WithinAbsolute<SiluDerivativeFunction>(2e-7);

    [Fact]
    public void SoftplusDerivative() => Within<SoftplusDerivativeFunction>(3);

    [Fact]
    public void GeluDerivative() => WithinAbsolute<GeluDerivativeFunction>(1.5e-7);

    [Fact]
    public void GeluTanhDerivative() => WithinAbsolute<GeluTanhDerivativeFunction>(2.5e-7);

    [Fact]
    public void Sin() => Within<SinFunction>(2);

    [Fact]
    public void Cos() => Within<CosFunction>(2);

    [Fact]
    public void SineAndCosineNextToMultiplesOfAQuarterTurn()
    {
        // There the result is near 0 and all that is left of x are digits that pi has beyond those of a float. 83443 quarters reach 131072.
        var (worst, at) = (0.0, 0f);
        for (var quarter = 1; quarter <= 83500; quarter++)
        {
            var x = (float)(quarter * (Math.PI / 2));
            foreach (var next in (float[])[x, MathF.BitIncrement(x), MathF.BitDecrement(x), -x])
            {
                var lanes = Lanes1.Broadcast(next);
                var error = Math.Max(Ulp.Distance(First(VectorMath.Sin(lanes)), Math.Sin(next)), Ulp.Distance(First(VectorMath.Cos(lanes)), Math.Cos(next)));
                if (error > worst)
                    (worst, at) = (error, next);
            }
        }

        output.WriteLine($"{worst:F3} ulp at {at:R}");
        Assert.True(worst <= 2, $"{worst} ulp at {at:R}");
    }

    [Fact]
    public void Mish() => Within<MishFunction>(4, minimum: -87);

    [Fact]
    public void MishWhereTheGateIsDenormal() => WithinAbsolute<MishFunction>(1e-43, maximum: -87);

    [Fact]
    public void MishDerivative() => WithinAbsolute<MishDerivativeFunction>(3e-7);

    [Fact]
    public void PowerWithASmallExponent() => Within<PowerOfThreeSeventhsFunction>(2);

    [Fact]
    public void PowerWithANegativeExponent() => Within<PowerOfMinusFiveFunction>(2);

    [Fact]
    public void PowerWithALargeExponent() => Within<PowerOf71Function>(2);

    [Fact]
    public void PowerOfABaseNearOne() => Within<PowerToXFunction>(2);

    [Fact]
    public void PowerOfANegativeBase() => Within<PowerOfMinusThreeToXFunction>(2);

    [Fact]
    public void Floor() => Within<FloorFunction>(0);

    [Fact]
    public void Ceiling() => Within<CeilingFunction>(0);

    private void Within<TFunction>(double bound, float minimum = float.NegativeInfinity, float maximum = float.PositiveInfinity)
        where TFunction : struct, IFunction
    {
        var (error, at) = Sweep.Worst<TFunction>(minimum, maximum);
        output.WriteLine($"{typeof(TFunction).Name}: {error:F3} ulp at {at:R}");
        Assert.True(error <= bound, $"{error} ulp at {at:R}");
    }

    private void WithinAbsolute<TFunction>(double bound, float maximum = float.PositiveInfinity)
        where TFunction : struct, IFunction
    {
        var (error, at) = Sweep.WorstAbsolute<TFunction>(maximum);
        output.WriteLine($"{typeof(TFunction).Name}: {error:E2} at {at:R}");
        Assert.True(error <= bound, $"{error} at {at:R}");
    }

    private static float First(Lanes1 lane)
    {
        Span<float> value = stackalloc float[1];
        lane.Store(value, 0);
        return value[0];
    }
}
