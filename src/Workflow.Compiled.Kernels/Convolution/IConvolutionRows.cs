namespace Workflow.Compiled.Kernels;

/// <summary>Some form of computing a convolution, by rows of its result.</summary>
internal unsafe interface IConvolutionRows
{
    /// <summary>Computes rows of the result on the calling thread, epilogue included.</summary>
    /// <param name="result">Where the first row of the first image would lie.</param>
    /// <param name="row">The first row, counted over all images.</param>
    /// <param name="rowEnd">The last, plus one.</param>
    void Compute(float* result, int row, int rowEnd);
}
