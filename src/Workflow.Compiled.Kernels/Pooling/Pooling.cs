namespace Workflow.Compiled.Kernels;

/// <summary>Pooling of channels-last images, batch x height x width x channels. Registers run over channels; threads share out rows of the result.</summary>
public static unsafe class Pooling
{
    // The number of an element of a window is kept in a byte.
    private const int MostElements = 256;

    // Up to here a float has all whole numbers.
    private const int MostFloatElements = 1 << 24;

    /// <inheritdoc cref="Max{TEpilogue}(in Pool2dShape, ReadOnlySpan{float}, Span{float}, in TEpilogue)"/>
    public static void Max(in Pool2dShape shape, ReadOnlySpan<float> input, Span<float> output) => Max(in shape, input, output, default(NoEpilogue));

    /// <summary>The largest value of each window; NaN always wins.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="input">Batch x Height x Width x Channels.</param>
    /// <param name="output">Batch x OutHeight x OutWidth x Channels; must not overlap the input.</param>
    /// <param name="epilogue">What happens to each value before it is stored; its row is the pixel of the output, counted over all images, its column the channel.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, or the output overlaps the input.</exception>
    public static void Max<TEpilogue>(in Pool2dShape shape, ReadOnlySpan<float> input, Span<float> output, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        Check(in shape, input.Length, output.Length, input.Overlaps(output));
        fixed (float* x = input, y = output)
            RunMax(in shape, new MaxPoolForward<TEpilogue>(in epilogue, in shape, x, y));
    }

    /// <inheritdoc cref="Max{TEpilogue}(in Pool2dShape, ReadOnlySpan{float}, Span{float}, Span{byte}, in TEpilogue)"/>
    public static void Max(in Pool2dShape shape, ReadOnlySpan<float> input, Span<float> output, Span<byte> elements) =>
        Max(in shape, input, output, elements, default(NoEpilogue));

    /// <summary>The largest value of each window, and which of the window's elements it is: the first of equals, the last NaN.</summary>
    /// <param name="shape">The geometry; a window has at most 256 elements.</param>
    /// <param name="input">Batch x Height x Width x Channels.</param>
    /// <param name="output">Batch x OutHeight x OutWidth x Channels; must not overlap the input.</param>
    /// <param name="elements">For each value of the output, its window's row times the window's width plus its column.</param>
    /// <param name="epilogue">What happens to each value before it is stored; its row is the pixel of the output, counted over all images, its column the channel.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, a window has too many elements, or the output overlaps the input.</exception>
    public static void Max<TEpilogue>(in Pool2dShape shape, ReadOnlySpan<float> input, Span<float> output, Span<byte> elements, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        Check(in shape, input.Length, output.Length, input.Overlaps(output));
        CheckBytes(in shape, elements.Length);
        fixed (float* x = input, y = output)
        fixed (byte* index = elements)
            RunMax(in shape, new MaxPoolForward<TEpilogue>(in epilogue, in shape, x, y, index));
    }

    /// <summary>The gradient of the input of <see cref="Max(in Pool2dShape, ReadOnlySpan{float}, Span{float}, Span{byte})"/>: each output's goes to the element that won.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="outputGradient">Batch x OutHeight x OutWidth x Channels.</param>
    /// <param name="elements">What the forward pass stored.</param>
    /// <param name="inputGradient">Batch x Height x Width x Channels, overwritten; must not overlap the output's.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, a window has too many elements, or the gradients overlap.</exception>
    public static void MaxGradient(in Pool2dShape shape, ReadOnlySpan<float> outputGradient, ReadOnlySpan<byte> elements, Span<float> inputGradient)
    {
        Check(in shape, inputGradient.Length, outputGradient.Length, outputGradient.Overlaps(inputGradient));
        CheckBytes(in shape, elements.Length);
        fixed (float* dy = outputGradient, dx = inputGradient)
        fixed (byte* index = elements)
            RangeKernel.Run(new PoolGradient(in shape, dy, dx, elements: index), shape.Batch * shape.Height, (long)shape.InputLength + shape.OutputLength);
    }

    /// <inheritdoc cref="Max{TEpilogue}(in Pool2dShape, ReadOnlySpan{float}, Span{float}, Span{float}, in TEpilogue)"/>
    public static void Max(in Pool2dShape shape, ReadOnlySpan<float> input, Span<float> output, Span<float> elements) =>
        Max(in shape, input, output, elements, default(NoEpilogue));

    /// <summary>The same for windows of any size, whose elements have numbers that a float holds.</summary>
    /// <inheritdoc cref="Max{TEpilogue}(in Pool2dShape, ReadOnlySpan{float}, Span{float}, Span{byte}, in TEpilogue)"/>
    /// <param name="shape">The geometry; a window has at most 2^24 elements.</param>
    /// <param name="input">Batch x Height x Width x Channels.</param>
    /// <param name="output">Batch x OutHeight x OutWidth x Channels; must not overlap the input.</param>
    /// <param name="elements">For each value of the output, its window's row times the window's width plus its column.</param>
    /// <param name="epilogue">What happens to each value before it is stored.</param>
    public static void Max<TEpilogue>(in Pool2dShape shape, ReadOnlySpan<float> input, Span<float> output, Span<float> elements, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        Check(in shape, input.Length, output.Length, input.Overlaps(output));
        CheckElements(in shape, elements.Length, MostFloatElements);
        fixed (float* x = input, y = output, numbers = elements)
            RunMax(in shape, new MaxPoolForward<TEpilogue>(in epilogue, in shape, x, y, numbers: numbers));
    }

    /// <summary>The gradient of the input of <see cref="Max(in Pool2dShape, ReadOnlySpan{float}, Span{float}, Span{float})"/>: each output's goes to the element that won.</summary>
    /// <inheritdoc cref="MaxGradient(in Pool2dShape, ReadOnlySpan{float}, ReadOnlySpan{byte}, Span{float})"/>
    public static void MaxGradient(in Pool2dShape shape, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> elements, Span<float> inputGradient)
    {
        Check(in shape, inputGradient.Length, outputGradient.Length, outputGradient.Overlaps(inputGradient));
        CheckElements(in shape, elements.Length, MostFloatElements);
        fixed (float* dy = outputGradient, dx = inputGradient, numbers = elements)
            RangeKernel.Run(new PoolGradient(in shape, dy, dx, numbers: numbers), shape.Batch * shape.Height, (long)shape.InputLength + shape.OutputLength);
    }

    /// <summary>The mean of each window.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="input">Batch x Height x Width x Channels.</param>
    /// <param name="output">Batch x OutHeight x OutWidth x Channels; must not overlap the input.</param>
    /// <param name="countIncludePad">Whether the padding's zeros count as elements.</param>
    /// <param name="divisor">What sums are divided by; 0 for the number of elements.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, windows are dilated, or the output overlaps the input.</exception>
    public static void Average(in Pool2dShape shape, ReadOnlySpan<float> input, Span<float> output, bool countIncludePad = true, int divisor = 0)
    {
        Check(in shape, input.Length, output.Length, input.Overlaps(output));
        CheckDense(in shape);
        fixed (float* x = input, y = output)
            RangeKernel.Run(new AveragePoolForward(in shape, x, y, countIncludePad, divisor), shape.Batch * shape.OutHeight, (long)shape.InputLength + shape.OutputLength);
    }

    /// <summary>The gradient of the input of <see cref="Average"/>.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="outputGradient">Batch x OutHeight x OutWidth x Channels.</param>
    /// <param name="inputGradient">Batch x Height x Width x Channels, overwritten; must not overlap the output's.</param>
    /// <param name="countIncludePad">As in the forward pass.</param>
    /// <param name="divisor">As in the forward pass.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, windows are dilated, or the gradients overlap.</exception>
    public static void AverageGradient(in Pool2dShape shape, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, bool countIncludePad = true, int divisor = 0)
    {
        Check(in shape, inputGradient.Length, outputGradient.Length, outputGradient.Overlaps(inputGradient));
        CheckDense(in shape);
        fixed (float* dy = outputGradient, dx = inputGradient)
            RangeKernel.Run(new PoolGradient(in shape, dy, dx, countIncludePad: countIncludePad, divisor: divisor), shape.Batch * shape.Height, (long)shape.InputLength + shape.OutputLength);
    }

    private static void RunMax<TEpilogue>(in Pool2dShape shape, scoped in MaxPoolForward<TEpilogue> kernel)
        where TEpilogue : struct, IEpilogue, allows ref struct =>
        RangeKernel.Run(in kernel, shape.Batch * shape.OutHeight, (long)shape.InputLength + shape.OutputLength);

    private static void Check(in Pool2dShape shape, int input, int output, bool overlap)
    {
        if (input != shape.InputLength)
            throw new ArgumentException($"The geometry's input has {shape.InputLength} values, but there are {input}.", nameof(input));
        if (output != shape.OutputLength)
            throw new ArgumentException($"The geometry's output has {shape.OutputLength} values, but there are {output}.", nameof(output));
        if (overlap)
            throw new ArgumentException("The result overlaps the operand.", nameof(overlap));
    }

    /// <summary>Checks that elements of windows can be numbered by so many bytes.</summary>
    internal static void CheckBytes(in Pool2dShape shape, int elements) => CheckElements(in shape, elements, MostElements);

    private static void CheckElements(in Pool2dShape shape, int elements, int most)
    {
        if (elements != shape.OutputLength)
            throw new ArgumentException($"The geometry's output has {shape.OutputLength} values, but there are {elements} numbers of elements.", nameof(elements));
        if ((long)shape.KernelHeight * shape.KernelWidth > most)
            throw new ArgumentException($"A window of {shape.KernelHeight} x {shape.KernelWidth} has more than {most} elements, which cannot be numbered.", nameof(shape));
    }

    private static void CheckDense(in Pool2dShape shape)
    {
        if (shape is not { DilationHeight: 1, DilationWidth: 1 })
            throw new ArgumentException("A mean is taken over windows without dilation.", nameof(shape));
    }
}
