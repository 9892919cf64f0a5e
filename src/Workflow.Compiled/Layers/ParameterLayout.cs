namespace Workflow.Compiled;

/// <summary>How a parameter lies in memory. Files and tensors have PyTorch's order, whatever the layout.</summary>
public enum ParameterLayout
{
    /// <summary>As its shape says, the last axis densest.</summary>
    RowMajor,

    /// <summary>A matrix of shape [out, in] that is stored [in, out], so that x · Wᵀ reads it row by row.</summary>
    Transposed,

    /// <summary>
    /// The same for inputs that are flattened images, of shape [out, channels · pixels]: stored [pixels, channels, out], as images lie in memory, so that x · Wᵀ reads them where they are.
    /// </summary>
    TransposedImages,

    /// <summary>The weight of a convolution, of shape [outChannels, inChannels / groups, ...] with the lengths of the kernel, in the order of <see cref="Kernels.ConvolutionWeights"/>.</summary>
    Convolution,
}
