using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>A convolution's operands, and its three results by definition in double precision, with the rounding bound of a sum of rounded products.</summary>
internal sealed class ConvolutionCase
{
    private const double UnitRoundoff = 1.0 / (1 << 24);
    private readonly float[] _plainWeight;

    public ConvolutionCase(Conv2dShape shape)
    {
        Shape = shape;
        Input = Numbers.Uniform(1, shape.InputLength);
        _plainWeight = Numbers.Uniform(2, shape.WeightLength);
        OutputGradient = Numbers.Uniform(3, shape.OutputLength);
        Weight = new float[shape.WeightLength];
        ConvolutionWeights.Pack(in shape, _plainWeight, Weight);
    }

    public Conv2dShape Shape { get; }

    public float[] Input { get; }

    /// <summary>In the kernels' order.</summary>
    public float[] Weight { get; }

    public float[] OutputGradient { get; }

    public float[] Forward()
    {
        var output = Numbers.Untouched(Shape.OutputLength);
        Kernels.Convolution.Forward(Shape, Input, Weight, output);
        return output;
    }

    public float[] InputGradient()
    {
        var gradient = Numbers.Untouched(Shape.InputLength);
        Kernels.Convolution.InputGradient(Shape, OutputGradient, Weight, gradient);
        return gradient;
    }


    public float[] WeightGradient()
    {
        var gradient = Numbers.Untouched(Shape.WeightLength);
        Kernels.Convolution.WeightGradient(Shape, Input, OutputGradient, gradient);
        return gradient;
    }

    public void AssertForward(ReadOnlySpan<float> actual)
    {
        var sums = new Sums(Shape.OutputLength);
        Visit((x, w, y) => sums.Add(y, Input[x], _plainWeight[w]));
        sums.AssertNear(actual, "output", Shape);
    }

    /// <summary>Errors of the output, relative to the root mean square of its exact values.</summary>
    public (double RootMeanSquare, double Largest) ForwardError(ReadOnlySpan<float> actual)
    {
        var sums = new Sums(Shape.OutputLength);
        Visit((x, w, y) => sums.Add(y, Input[x], _plainWeight[w]));
        return sums.Error(actual);
    }

    public void AssertInputGradient(ReadOnlySpan<float> actual)
    {
        var sums = new Sums(Shape.InputLength);
        Visit((x, w, y) => sums.Add(x, OutputGradient[y], _plainWeight[w]));
        sums.AssertNear(actual, "input gradient", Shape);
    }

    public void AssertWeightGradient(ReadOnlySpan<float> actual)
    {
        var sums = new Sums(Shape.WeightLength);
        Visit((x, w, y) => sums.Add(w, OutputGradient[y], Input[x]));
        var plain = new float[Shape.WeightLength];
        ConvolutionWeights.Unpack(Shape, actual, plain);
        sums.AssertNear(plain, "weight gradient", Shape);
    }

    /// <summary>Every multiplication of the convolution: index of the input, of the weight in PyTorch's order, of the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Visit(Action<int, int, int> visit)
    {
        var s = Shape;
        int inputs = s.InChannels / s.Groups, outputs = s.OutChannels / s.Groups;
        for (var image = 0; image < s.Batch; image++)
        for (var oy = 0; oy < s.OutHeight; oy++)
        for (var ox = 0; ox < s.OutWidth; ox++)
        for (var ky = 0; ky < s.KernelHeight; ky++)
        for (var kx = 0; kx < s.KernelWidth; kx++)
        {
            var (y, x) = ((oy * s.StrideHeight) - s.PaddingHeight + (ky * s.DilationHeight), (ox * s.StrideWidth) - s.PaddingWidth + (kx * s.DilationWidth));
            if (y < 0 || y >= s.Height || x < 0 || x >= s.Width)
                continue;
            for (var o = 0; o < s.OutChannels; o++)
            for (var i = 0; i < inputs; i++)
            {
                visit(
                    ((((image * s.Height) + y) * s.Width + x) * s.InChannels) + (o / outputs * inputs) + i,
                    ((((o * inputs) + i) * s.KernelHeight + ky) * s.KernelWidth) + kx,
                    (((image * s.OutHeight) + oy) * s.OutWidth + ox) * s.OutChannels + o);
            }
        }
    }

    /// <summary>Higham, Accuracy and Stability of Numerical Algorithms, 3.1: |error| ≤ n · u · Σ|a·b|, whatever the order.</summary>
    private sealed class Sums(int length)
    {
        private readonly double[] _values = new double[length];
        private readonly double[] _magnitudes = new double[length];
        private readonly int[] _terms = new int[length];

        public void Add(int index, double a, double b)
        {
            _values[index] += a * b;
            _magnitudes[index] += Math.Abs(a * b);
            _terms[index]++;
        }

        public (double RootMeanSquare, double Largest) Error(ReadOnlySpan<float> actual)
        {
            var (squares, errors, largest) = (0.0, 0.0, 0.0);
            for (var i = 0; i < actual.Length; i++)
            {
                var error = Math.Abs(actual[i] - _values[i]);
                (squares, errors, largest) = (squares + (_values[i] * _values[i]), errors + (error * error), Math.Max(largest, error));
            }

            var unit = Math.Sqrt(squares / actual.Length);
            return (Math.Sqrt(errors / actual.Length) / unit, largest / unit);
        }

        public void AssertNear(ReadOnlySpan<float> actual, string what, Conv2dShape shape)
        {
            Assert.Equal(_values.Length, actual.Length);
            for (var i = 0; i < actual.Length; i++)
            {
                var bound = (_terms[i] + 1) * UnitRoundoff * _magnitudes[i];
                if (!(Math.Abs(actual[i] - _values[i]) <= bound))
                    Assert.Fail($"{shape}: {what} [{i}] is {actual[i]}, but {_values[i]} ± {bound} was expected.");
            }
        }
    }
}
