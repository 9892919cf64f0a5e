using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// Convolutions of channels-last images, batch x height x width x channels, with weights as <see cref="ConvolutionWeights"/> orders them. As PyTorch's: the kernel is not flipped.
/// </summary>
public static unsafe partial class Convolution
{
    /// <summary>output = input * weight.</summary>
    /// <inheritdoc cref="Forward{TEpilogue}"/>
    public static void Forward(in Conv2dShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output) =>
        Forward(in shape, input, weight, output, default(NoEpilogue));

    /// <summary>output = epilogue(input * weight).</summary>
    /// <remarks>
    /// An implicit matrix product: patches are read where they lie, none is copied. Each element is a sum of products rounded once, in an order that depends on the geometry alone: the
    /// result does not depend on the number of threads.
    /// </remarks>
    /// <param name="shape">The geometry.</param>
    /// <param name="input">Batch x Height x Width x InChannels.</param>
    /// <param name="weight">In the order of <see cref="ConvolutionWeights"/>.</param>
    /// <param name="output">Batch x OutHeight x OutWidth x OutChannels; must not overlap the input, the weight, or what the epilogue reads.</param>
    /// <param name="epilogue">What happens to each element before it is stored; its row is the pixel, counted over all images, its column the output channel.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, or the output overlaps an operand.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TEpilogue>(
        in Conv2dShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        Require(input.Length, shape.InputLength, nameof(input));
        Require(weight.Length, shape.WeightLength, nameof(weight));
        RequireResult(output, shape.OutputLength, input, weight, nameof(output));
        if (output.IsEmpty)
            return;
        fixed (float* x = input, w = weight, y = output)
        {
            if (Vector512.IsHardwareAccelerated)
                ConvolutionForward.Run<Lanes16, TEpilogue>(in shape, x, w, y, in epilogue);
            else if (Vector256.IsHardwareAccelerated)
                ConvolutionForward.Run<Lanes8, TEpilogue>(in shape, x, w, y, in epilogue);
            else
                ConvolutionForward.Run<Lanes4, TEpilogue>(in shape, x, w, y, in epilogue);
        }
    }

    /// <summary>The gradient of the input.</summary>
    /// <inheritdoc cref="InputGradient{TEpilogue}"/>
    public static void InputGradient(in Conv2dShape shape, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> weight, Span<float> inputGradient) =>
        InputGradient(in shape, outputGradient, weight, inputGradient, default(NoEpilogue));

    /// <summary>The gradient of the input, which is also the transposed convolution: inputGradient = epilogue(outputGradient * the flipped weight).</summary>
    /// <remarks>With strides, input pixels that the same taps reach are one product each; nothing is multiplied with zeros.</remarks>
    /// <param name="shape">The geometry of the forward pass.</param>
    /// <param name="outputGradient">Batch x OutHeight x OutWidth x OutChannels.</param>
    /// <param name="weight">In the order of <see cref="ConvolutionWeights"/>.</param>
    /// <param name="inputGradient">Batch x Height x Width x InChannels, overwritten; must not overlap an operand.</param>
    /// <param name="epilogue">What happens to each element before it is stored; its row is the pixel, counted over all images, its column the input channel.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, or the result overlaps an operand.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient<TEpilogue>(
        in Conv2dShape shape, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> weight, Span<float> inputGradient, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        Require(outputGradient.Length, shape.OutputLength, nameof(outputGradient));
        Require(weight.Length, shape.WeightLength, nameof(weight));
        RequireResult(inputGradient, shape.InputLength, outputGradient, weight, nameof(inputGradient));
        if (inputGradient.IsEmpty)
            return;
        fixed (float* dy = outputGradient, w = weight, dx = inputGradient)
        {
            if (Vector512.IsHardwareAccelerated)
                ConvolutionInputGradient.Run<Lanes16, TEpilogue>(in shape, dy, w, dx, in epilogue);
            else if (Vector256.IsHardwareAccelerated)
                ConvolutionInputGradient.Run<Lanes8, TEpilogue>(in shape, dy, w, dx, in epilogue);
            else
                ConvolutionInputGradient.Run<Lanes4, TEpilogue>(in shape, dy, w, dx, in epilogue);
        }
    }

    /// <summary>The gradient of the weight, in the order of <see cref="ConvolutionWeights"/>.</summary>
    /// <remarks>A sum over all output pixels in an order that depends on the geometry alone: the result does not depend on the number of threads.</remarks>
    /// <param name="shape">The geometry of the forward pass.</param>
    /// <param name="input">Batch x Height x Width x InChannels.</param>
    /// <param name="outputGradient">Batch x OutHeight x OutWidth x OutChannels.</param>
    /// <param name="weightGradient">As many values as the weight, overwritten; must not overlap an operand.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, or the result overlaps an operand.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient(
        in Conv2dShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> weightGradient)
    {
        Require(input.Length, shape.InputLength, nameof(input));
        Require(outputGradient.Length, shape.OutputLength, nameof(outputGradient));
        RequireResult(weightGradient, shape.WeightLength, input, outputGradient, nameof(weightGradient));
        if (outputGradient.IsEmpty)
        {
            weightGradient.Clear();
            return;
        }

        fixed (float* x = input, dy = outputGradient, dw = weightGradient)
        {
            if (Vector512.IsHardwareAccelerated)
                ConvolutionWeightGradient<Lanes16>.Run(in shape, x, dy, dw);
            else if (Vector256.IsHardwareAccelerated)
                ConvolutionWeightGradient<Lanes8>.Run(in shape, x, dy, dw);
            else
                ConvolutionWeightGradient<Lanes4>.Run(in shape, x, dy, dw);
        }
    }

    private static void Require(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"The geometry asks for {expected} values, but there are {actual}.", name);
    }

    private static void RequireResult(Span<float> result, int expected, ReadOnlySpan<float> first, ReadOnlySpan<float> second, string name)
    {
        Require(result.Length, expected, name);
        if (first.Overlaps(result) || second.Overlaps(result))
            throw new ArgumentException("The result overlaps an operand.", name);
    }
}
