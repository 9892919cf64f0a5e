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
        else if (parameter.Layout == ParameterLayout.Convolution)
            ConvolutionWeights.Unpack(Convolution(parameter), stored, values);
        else
            stored.CopyTo(values);
    }

    /// <summary>From row-major order to the parameter's layout.</summary>
    public static void FromRowMajor(ReadOnlySpan<float> values, Parameter parameter, Span<float> stored)
    {
        if (parameter.Layout == ParameterLayout.Transposed)
            Transpose(values, parameter.Shape[0], parameter.Shape[1], stored);
        else if (parameter.Layout == ParameterLayout.Convolution)
            ConvolutionWeights.Pack(Convolution(parameter), values, stored);
        else
            values.CopyTo(stored);
    }

    /// <summary>A convolution with that weight, of images as large as the kernel.</summary>
    private static Conv2dShape Convolution(Parameter parameter)
    {
        var shape = parameter.Shape;
        return new Conv2dShape(
            batch: 1, inChannels: shape[1] * parameter.Groups, height: shape[2], width: shape[3], outChannels: shape[0], kernelHeight: shape[2], kernelWidth: shape[3], groups: parameter.Groups);
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
