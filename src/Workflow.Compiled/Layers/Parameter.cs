namespace Workflow.Compiled;

/// <summary>Numbers that training changes: a part of the flat buffer that a model keeps all its parameters in.</summary>
public sealed class Parameter
{
    private readonly Module _owner;
    private float[]? _storage;
    private ParameterCollection? _model;

    /// <summary>Declares a parameter; its memory is made by the model that it turns out to belong to.</summary>
    internal Parameter(Module owner, Shape shape, ParameterLayout layout, Initializer initializer) =>
        (_owner, Shape, Layout, Initializer) = (owner, shape, layout, initializer);

    /// <summary>The name in the model, for example <c>hidden1.weight</c>; empty until the model has made its memory.</summary>
    public string Name { get; private set; } = "";

    /// <summary>PyTorch's shape: [out, in] for the weight of a linear layer.</summary>
    public Shape Shape { get; }

    /// <summary>How <see cref="Span"/> is ordered.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The values in the order of <see cref="Layout"/>; writing to them changes the model.</summary>
    public Span<float> Span => new(_storage ?? MakeStorage(), StorageOffset, Shape.ElementCount);

    /// <summary>All parameters of the model that this one belongs to.</summary>
    internal ParameterCollection Model
    {
        get
        {
            if (_model is null)
                MakeStorage();
            return _model!;
        }
    }

    /// <summary>How the first values are drawn.</summary>
    internal Initializer Initializer { get; }

    /// <summary>Whether the parameter has memory.</summary>
    internal bool HasStorage => _storage is not null;

    /// <summary>The number of the parameter in its model.</summary>
    internal int Index { get; private set; }

    /// <summary>Where the parameter starts in the array of its model.</summary>
    internal int StorageOffset { get; private set; }

    /// <summary>A copy of the values, of PyTorch's shape and order.</summary>
    public Tensor ToTensor()
    {
        var tensor = new Tensor(Shape);
        ParameterOrder.ToRowMajor(Span, this, tensor.Span);
        return tensor;
    }

    /// <summary>Sets all values.</summary>
    /// <param name="values">A tensor of PyTorch's shape and order.</param>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public void CopyFrom(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Shape != Shape)
            throw new ArgumentException($"{(Name.Length == 0 ? "the parameter" : Name)} must be {Shape} but is given {values.Shape}", nameof(values));
        ParameterOrder.FromRowMajor(values.Span, this, Span);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Shape}";

    /// <summary>Gives the parameter its place in a model.</summary>
    internal void Place(ParameterCollection model, string name, int index, float[] storage, int offset) =>
        (_model, Name, Index, _storage, StorageOffset) = (model, name, index, storage, offset);

    /// <summary>Whether an array holds the values.</summary>
    internal bool IsStoredIn(float[] storage) => ReferenceEquals(_storage, storage);

    private float[] MakeStorage()
    {
        _ = _owner.Parameters;
        return _storage ?? throw new InvalidOperationException($"{_owner.GetType().Name} does not declare this parameter of shape {Shape}");
    }
}
