using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>The path of each register width, whatever the machine prefers, and epilogues.</summary>
public unsafe class ConvolutionWidthTests
{
    [Fact]
    public void Eight_lanes() => Check<Lanes8>();

    [Fact]
    public void Four_lanes() => Check<Lanes4>();

    [Fact]
    public void An_epilogue_sees_each_pixel_and_channel_exactly_once_with_its_final_value()
    {
        foreach (var shape in ConvolutionShapes.All)
        {
            var convolution = new ConvolutionCase(shape);
            var bias = Numbers.Uniform(5, Math.Max(shape.OutChannels, shape.InChannels));
            var (plain, visits) = (convolution.Forward(), new float[shape.OutputLength]);
            var output = Numbers.Untouched(shape.OutputLength);
            Kernels.Convolution.Forward(
                shape, convolution.Input, convolution.Weight, output, new BiasRelu { Bias = bias, Visits = visits, Channels = shape.OutChannels });
            Require(plain, output, visits, bias, shape.OutChannels, shape);

            (plain, visits) = (convolution.InputGradient(), new float[shape.InputLength]);
            var gradient = Numbers.Untouched(shape.InputLength);
            Kernels.Convolution.InputGradient(
                shape, convolution.OutputGradient, convolution.Weight, gradient, new BiasRelu { Bias = bias, Visits = visits, Channels = shape.InChannels });
            Require(plain, gradient, visits, bias, shape.InChannels, shape);
        }
    }

    private static void Require(float[] plain, float[] actual, float[] visits, float[] bias, int channels, Conv2dShape shape)
    {
        for (var i = 0; i < plain.Length; i++)
        {
            if (visits[i] != 1 || actual[i] != MathF.Max(plain[i] + bias[i % channels], 0))
                Assert.Fail($"{shape}: [{i}] was seen {visits[i]} times and is {actual[i]}, without epilogue {plain[i]}.");
        }
    }

    private static void Check<V>()
        where V : struct, IVector<V>
    {
        foreach (var shape in ConvolutionShapes.All.Where(shape => shape.OutputLength > 0))
        {
            var convolution = new ConvolutionCase(shape);
            var (output, inputGradient, weightGradient) =
                (Numbers.Untouched(shape.OutputLength), Numbers.Untouched(shape.InputLength), Numbers.Untouched(shape.WeightLength));
            fixed (float* x = convolution.Input, w = convolution.Weight, dy = convolution.OutputGradient)
            fixed (float* y = output, dx = inputGradient, dw = weightGradient)
            {
                ConvolutionForward.Run<V, NoEpilogue>(shape, x, w, y, default);
                ConvolutionInputGradient.Run<V, NoEpilogue>(shape, dy, w, dx, default);
                ConvolutionWeightGradient<V>.Run(shape, x, dy, dw);
            }

            convolution.AssertForward(output);
            convolution.AssertInputGradient(inputGradient);
            convolution.AssertWeightGradient(weightGradient);
        }
    }

    private readonly ref struct BiasRelu : IEpilogue
    {
        public ReadOnlySpan<float> Bias { get; init; }

        public Span<float> Visits { get; init; }

        public int Channels { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(V product, nint row, nint column)
            where V : struct, IVector<V>
        {
            var index = (row * Channels) + column;
            (V.Load(Visits, index) + V.One).Store(Visits, index);
            return V.Max(product + V.Load(Bias, column), V.Zero);
        }
    }
}
