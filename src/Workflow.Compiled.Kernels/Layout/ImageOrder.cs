namespace Workflow.Compiled.Kernels;

/// <summary>Images between the order in which people write them, channel by channel, and that of the kernels, in which the channels of a pixel lie side by side.</summary>
public static unsafe class ImageOrder
{
    /// <summary>From [batch, channels, pixels] to [batch, pixels, channels].</summary>
    /// <param name="images">[batch, channels, pixels].</param>
    /// <param name="batch">The number of images.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="pixels">Height times width.</param>
    /// <param name="destination">[batch, pixels, channels]; must not overlap the images.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    /// <exception cref="ArgumentException">A span does not have the length that the dimensions give, or they overlap.</exception>
    public static void ToChannelsLast(ReadOnlySpan<float> images, int batch, int channels, int pixels, Span<float> destination) =>
        Transpose(images, batch, channels, pixels, destination);

    /// <summary>From [batch, pixels, channels] to [batch, channels, pixels].</summary>
    /// <param name="images">[batch, pixels, channels].</param>
    /// <param name="batch">The number of images.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="pixels">Height times width.</param>
    /// <param name="destination">[batch, channels, pixels]; must not overlap the images.</param>
    /// <inheritdoc cref="ToChannelsLast"/>
    public static void FromChannelsLast(ReadOnlySpan<float> images, int batch, int channels, int pixels, Span<float> destination) =>
        Transpose(images, batch, pixels, channels, destination);

    private static void Transpose(ReadOnlySpan<float> images, int batch, int rows, int columns, Span<float> destination)
    {
        var length = Extent.Of(batch, rows, columns);
        Extent.Check(length, images);
        Extent.Check(length, destination);
        if (images.Overlaps(destination))
            throw new ArgumentException("The destination overlaps the images.", nameof(destination));
        fixed (float* from = images, to = destination)
            RangeKernel.Run(new Transposed(from, rows, columns, to), batch, 2L * length);
    }

    private readonly struct Transposed(float* from, nint rows, nint columns, float* to) : IRangeKernel
    {
        // Columns of the source at a time: as many lines of the destination stay in the first cache.
        private const int Block = 128;

        public void Run<V>(nint first, nint end)
            where V : struct, IVector<V>
        {
            for (var image = first; image < end; image++)
            {
                var offset = image * rows * columns;
                for (nint column = 0; column < columns; column += Block)
                    Columns(from + offset + column, Math.Min(Block, columns - column), to + offset + (column * rows));
            }
        }

        /// <summary>Rows in groups of four or more, and those that are left one by one.</summary>
        private void Columns(float* source, nint count, float* destination)
        {
            var grouped = rows - (rows % 4);
            if (grouped > 0)
                Transposition.Run(source, columns, count, grouped, rows, destination);
            for (var row = grouped; row < rows; row++)
            {
                for (nint column = 0; column < count; column++)
                    destination[(column * rows) + row] = source[(row * columns) + column];
            }
        }
    }
}
