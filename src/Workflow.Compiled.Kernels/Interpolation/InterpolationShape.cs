namespace Workflow.Compiled.Kernels;

/// <summary>The geometry of images that are brought to another size, checked once when it is made. Images are channels-last: batch x height x width x channels.</summary>
/// <remarks>Sequences are images of one row.</remarks>
public readonly record struct InterpolationShape
{
    /// <summary>A checked geometry.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows of the input.</param>
    /// <param name="width">Columns of the input.</param>
    /// <param name="outHeight">Rows of the output.</param>
    /// <param name="outWidth">Columns of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">A tensor has too many values.</exception>
    public InterpolationShape(int batch, int channels, int height, int width, int outHeight, int outWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outHeight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outWidth);
        (Batch, Channels, Height, Width, OutHeight, OutWidth) = (batch, channels, height, width, outHeight, outWidth);
        InputLength = WindowLength.Product("input", batch, height, width, channels);
        OutputLength = WindowLength.Product("output", batch, outHeight, outWidth, channels);
    }

    /// <summary>Images.</summary>
    public int Batch { get; }

    /// <summary>Channels.</summary>
    public int Channels { get; }

    /// <summary>Rows of the input.</summary>
    public int Height { get; }

    /// <summary>Columns of the input.</summary>
    public int Width { get; }

    /// <summary>Rows of the output.</summary>
    public int OutHeight { get; }

    /// <summary>Columns of the output.</summary>
    public int OutWidth { get; }

    /// <summary>Values of the input.</summary>
    public int InputLength { get; }

    /// <summary>Values of the output.</summary>
    public int OutputLength { get; }
}
