using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Copies values between the order that a parameter is stored in and PyTorch's row-major order.</summary>
internal static class ParameterOrder
{
    private const int Block = 16;

    /// <summary>From the parameter's layout to its shape's row-major order.</summary>
    public static void ToRowMajor(ReadOnlySpan<float> stored, Parameter parameter, Span<float> values)
    {
        if (parameter.Layout == ParameterLayout.Transposed)
            Transpose(stored, parameter.Shape[1], parameter.Shape[0], values);
        else if (parameter.Layout == ParameterLayout.TransposedImages)
            Transpose(Exchange(stored, 1, parameter.Pixels, Channels(parameter), parameter.Shape[0]), parameter.Shape[1], parameter.Shape[0], values);
        else if (parameter.Layout == ParameterLayout.Convolution)
            Unpack(stored, parameter, values);
        else
            stored.CopyTo(values);
    }

    /// <summary>From row-major order to the parameter's layout.</summary>
    public static void FromRowMajor(ReadOnlySpan<float> values, Parameter parameter, Span<float> stored)
    {
        if (parameter.Layout is ParameterLayout.Transposed or ParameterLayout.TransposedImages)
            Transpose(values, parameter.Shape[0], parameter.Shape[1], stored);
        else if (parameter.Layout == ParameterLayout.Convolution)
            ConvolutionWeights.Pack(Convolution(parameter), IsOverVolumes(parameter) ? PlanesFirst(values, parameter.Shape) : values, stored);
        else
            values.CopyTo(stored);
        if (parameter.Layout == ParameterLayout.TransposedImages)
            FromTransposed(parameter, stored);
    }

    /// <summary>Brings the transposed weight of a linear layer behind flattened images from the order of the flattened channels to that of their pixels.</summary>
    public static void FromTransposed(Parameter weight, Span<float> stored) =>
        Exchange(stored, 1, Channels(weight), weight.Pixels, weight.Shape[0]).CopyTo(stored);

    private static int Channels(Parameter weight) => weight.Shape[1] / weight.Pixels;

    private static void Unpack(ReadOnlySpan<float> stored, Parameter parameter, Span<float> values)
    {
        ConvolutionWeights.Unpack(Convolution(parameter), stored, values);
        var shape = parameter.Shape;
        if (IsOverVolumes(parameter))
            PlanesFirst(values, [shape[0], shape[2], shape[1], shape[3], shape[4]]).CopyTo(values);
    }

    private static bool IsOverVolumes(Parameter parameter) => parameter.Shape.Rank == 5;

    /// <summary>A weight with its second and third axes exchanged. Compiled code makes channels of the planes of a window, in front of those of the input.</summary>
    private static float[] PlanesFirst(ReadOnlySpan<float> values, Shape shape) => Exchange(values, shape[0], shape[1], shape[2], shape.Product(3, 5));

    /// <summary>Values of shape [outer, first, second, inner] with the two axes in the middle exchanged.</summary>
    private static float[] Exchange(ReadOnlySpan<float> values, int outer, int first, int second, int inner)
    {
        var exchanged = new float[values.Length];
        for (var i = 0; i < outer * first * second; i++)
        {
            var (row, b) = Math.DivRem(i, second);
            var (place, a) = Math.DivRem(row, first);
            values.Slice(i * inner, inner).CopyTo(exchanged.AsSpan(((place * second + b) * first + a) * inner));
        }

        return exchanged;
    }

    /// <summary>A convolution of images with that weight, whose last two axes are rows and columns; a further axis between them and the channels counts as channels.</summary>
    private static Conv2dShape Convolution(Parameter parameter)
    {
        var shape = parameter.Shape;
        var (rows, columns) = (shape.Rank > 3 ? shape[^2] : 1, shape[^1]);
        return new Conv2dShape(
            batch: 1,
            inChannels: shape.Product(1, Math.Max(2, shape.Rank - 2)) * parameter.Groups,
            height: rows,
            width: columns,
            outChannels: shape[0],
            kernelHeight: rows,
            kernelWidth: columns,
            groups: parameter.Groups);
    }

    private static void Transpose(ReadOnlySpan<float> source, int rows, int columns, Span<float> destination)
    {
        // In blocks of one cache line: a whole column of a large matrix would evict each line before its next element is written.
        for (var top = 0; top < rows; top += Block)
        {
            for (var column = 0; column < columns; column++)
            {
                for (var row = top; row < Math.Min(top + Block, rows); row++)
                    destination[column * rows + row] = source[row * columns + column];
            }
        }
    }
}
