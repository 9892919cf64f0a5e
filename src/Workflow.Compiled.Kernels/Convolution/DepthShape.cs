namespace Workflow.Compiled.Kernels;

/// <summary>Windows along the depth of channels-last volumes, batch x depth x pixels x channels, checked once when they are made.</summary>
public readonly record struct DepthShape
{
    /// <summary>Checked windows.</summary>
    /// <param name="batch">Volumes.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="depth">Planes of a volume.</param>
    /// <param name="pixels">Pixels of a plane.</param>
    /// <param name="kernel">Planes of a window.</param>
    /// <param name="stride">Planes from one window to the next.</param>
    /// <param name="padding">Planes of zeros before and behind a volume.</param>
    /// <param name="dilation">Planes from one of a window to the next.</param>
    /// <param name="groups">Groups of channels, each of which keeps its own together.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or zero where that leaves nothing.</exception>
    /// <exception cref="ArgumentException">The groups do not divide the channels, a window does not fit into the padded volume, or there are too many values.</exception>
    public DepthShape(int batch, int channels, int depth, int pixels, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (channels % groups != 0)
            throw new ArgumentException($"{channels} channels do not fall into {groups} equal groups.", nameof(channels));
        Windows = WindowLength.Of("depth", depth, kernel, stride, padding, dilation);
        (Batch, Channels, Depth, Pixels) = (batch, channels, depth, pixels);
        (Kernel, Stride, Padding, Dilation, Groups) = (kernel, stride, padding, dilation, groups);
        VolumesLength = WindowLength.Product("volumes", batch, depth, pixels, channels);
        ImagesLength = WindowLength.Product("images", checked(batch * Windows), pixels, kernel, channels);
    }

    /// <summary>Volumes.</summary>
    public int Batch { get; }

    /// <summary>Channels.</summary>
    public int Channels { get; }

    /// <summary>Planes of a volume.</summary>
    public int Depth { get; }

    /// <summary>Pixels of a plane.</summary>
    public int Pixels { get; }

    /// <summary>Planes of a window.</summary>
    public int Kernel { get; }

    /// <summary>Planes from one window to the next.</summary>
    public int Stride { get; }

    /// <summary>Planes of zeros before and behind a volume.</summary>
    public int Padding { get; }

    /// <summary>Planes from one of a window to the next.</summary>
    public int Dilation { get; }

    /// <summary>Groups of channels.</summary>
    public int Groups { get; }

    /// <summary>Windows of a volume.</summary>
    public int Windows { get; }

    /// <summary>Values of the volumes.</summary>
    public int VolumesLength { get; }

    /// <summary>Values of the images.</summary>
    public int ImagesLength { get; }
}
