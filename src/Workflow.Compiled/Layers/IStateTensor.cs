namespace Workflow.Compiled;

/// <summary>What a module saves under a name: a parameter or a buffer.</summary>
internal interface IStateTensor
{
    /// <summary>PyTorch's shape.</summary>
    Shape Shape { get; }

    /// <summary>A copy of the values, of PyTorch's shape and order.</summary>
    Tensor ToTensor();

    /// <summary>Sets all values.</summary>
    /// <param name="values">A tensor of PyTorch's shape and order.</param>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    void CopyFrom(Tensor values);
}
