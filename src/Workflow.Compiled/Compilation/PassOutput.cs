namespace Workflow.Compiled;

/// <summary>A result of a pass: numbers, or indices such as classes and places.</summary>
public readonly struct PassOutput
{
    private readonly Tensor? _numbers;
    private readonly IndexTensor? _indices;

    private PassOutput(Tensor? numbers, IndexTensor? indices) => (_numbers, _indices) = (numbers, indices);

    /// <summary>The numbers.</summary>
    /// <exception cref="InvalidOperationException">These are indices.</exception>
    public Tensor Numbers => _numbers ?? throw new InvalidOperationException("this result holds indices, not numbers; call the method of the class itself, which returns an IndexTensor");

    /// <summary>The indices.</summary>
    /// <exception cref="InvalidOperationException">These are numbers.</exception>
    public IndexTensor Indices => _indices ?? throw new InvalidOperationException("this result holds numbers, not indices");

    /// <summary>A new result.</summary>
    internal static PassOutput Create(Shape shape, bool isIndex) => isIndex ? new(null, new IndexTensor(shape)) : new(Tensor.Unwritten(shape), null);

    /// <summary>The same memory under another shape of no more elements.</summary>
    internal PassOutput View(Shape shape) => new(_numbers?.View(shape), _indices?.View(shape));
}
