using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>
/// Images at the border of a pass: users have [batch, channels, height, width], frames have the channels of a pixel side by side. Where that is the same memory, as with
/// one channel or one pixel, the frame works on the user's.
/// </summary>
internal sealed class BorderImages
{
    private AlignedMemory _memory = AlignedMemory.Unwritten(0);
    private int _batch;
    private int _channels;
    private int _pixels;

    /// <summary>Whether frames have the images in other memory than the user.</summary>
    public bool AreMoved => _channels > 1 && _pixels > 1;

    /// <summary>The images as frames have them, where they are moved.</summary>
    public Span<float> Span => _memory.Span[..(_batch * _channels * _pixels)];

    /// <summary>Makes room for images of a size.</summary>
    public void Bind(int batch, int channels, int pixels)
    {
        (_batch, _channels, _pixels) = (batch, channels, pixels);
        var length = AreMoved ? batch * channels * pixels : 0;
        if (length > _memory.Length)
            _memory = AlignedMemory.Unwritten(length);
    }

    /// <summary>Makes room for images of a shape.</summary>
    public void Bind(Shape shape) => Bind(shape[0], shape[1], shape[2] * shape[3]);

    /// <summary>Moves the user's images to where frames read them.</summary>
    public void Enter(ReadOnlySpan<float> images)
    {
        if (AreMoved)
            ImageOrder.ToChannelsLast(images, _batch, _channels, _pixels, Span);
    }

    /// <summary>Moves what a frame has written to the user.</summary>
    public void Leave(Span<float> images)
    {
        if (AreMoved)
            ImageOrder.FromChannelsLast(Span, _batch, _channels, _pixels, images);
    }
}
