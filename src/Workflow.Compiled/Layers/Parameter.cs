using System.Runtime.CompilerServices;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Numbers that training changes: a part of the flat buffer that a model keeps all its parameters in.</summary>
/// <remarks>
/// A module's own weights are fields, <c>private readonly Parameter _scale = new([width], Initializer.Ones);</c>, saved as <c>scale</c>.
/// Where a tensor is expected a parameter converts to one: <c>x * _scale</c>, <c>Expand(_token, n, 1, width)</c>. Two modules that hold the same parameter share it: it is one
/// parameter of the model, under the name that is declared first.
/// </remarks>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html"/>
public sealed class Parameter : IStateTensor
{
    private float[]? _storage;
    private ParameterCollection? _model;

    /// <summary>Declares a parameter. Its memory is made, and its first values are drawn, by the model that it turns out to belong to.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">How its first values are drawn.</param>
    public Parameter(Shape shape, Initializer initializer)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(initializer);
        (Shape, Initializer) = (shape, initializer);
    }

    /// <summary>Declares a parameter of a layer of this library, which can be used before any model declares it.</summary>
    internal Parameter(Module owner, Shape shape, ParameterLayout layout, Initializer initializer, int groups = 1)
        : this(shape, initializer) => (Owner, Layout, Groups) = (owner, layout, groups);

    /// <inheritdoc cref="Tensor.this"/>
    [IndexerName("Part")]
    public Tensor this[params TensorIndex[] places]
    {
        [Operator("Index")]
        get => ToTensor()[places];
    }

    /// <summary>The name in the model, for example <c>hidden1.weight</c>; empty until the model has made its memory.</summary>
    public string Name { get; private set; } = "";

    /// <inheritdoc/>
    public Shape Shape { get; }

    /// <summary>How <see cref="Span"/> is ordered. It is settled as soon as the model has made its memory.</summary>
    public ParameterLayout Layout { get; private set; }

    /// <summary>
    /// Whether training leaves the parameter as it is, because a field that leads to it is <see cref="FrozenAttribute">[Frozen]</see>. Known
    /// as soon as the model has made its memory.
    /// </summary>
    public bool IsFrozen { get; private set; }

    /// <summary>The values in the order of <see cref="Layout"/>; writing to them changes the model.</summary>
    /// <remarks>A parameter that is used before the <see cref="Module.Parameters"/> of its model are draws its values alone, and keeps them.</remarks>
    public Span<float> Span => new(_storage ?? MakeStorage(), StorageOffset, Shape.ElementCount);

    /// <summary>The module that declared the parameter first; null while none has.</summary>
    internal Module? Owner { get; set; }

    /// <summary>All parameters of the model that this one belongs to.</summary>
    /// <exception cref="InvalidOperationException">It belongs to none yet.</exception>
    internal ParameterCollection Model
    {
        get
        {
            if (_model is null)
                _ = Owner?.Parameters;
            return _model ?? throw new InvalidOperationException(
                $"this parameter of shape {Shape} belongs to no model yet: use the Parameters of the model first");
        }
    }

    /// <summary>For the weight of a convolution, the groups of channels that do not see each other.</summary>
    internal int Groups { get; } = 1;

    /// <summary>For the weight of a linear layer behind flattened images, the pixels of one.</summary>
    internal int Pixels { get; private set; } = 1;

    /// <summary>How the first values are drawn.</summary>
    internal Initializer Initializer { get; }

    /// <summary>Whether the parameter has memory.</summary>
    internal bool HasStorage => _storage is not null;

    /// <summary>Where the parameter starts in the array of its model.</summary>
    internal int StorageOffset { get; private set; }

    /// <summary>The values as a tensor of PyTorch's shape and order: a copy.</summary>
    public static implicit operator Tensor(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.ToTensor();
    }

    /// <inheritdoc/>
    public Tensor ToTensor()
    {
        var tensor = new Tensor(Shape);
        ParameterOrder.ToRowMajor(Span, this, tensor.Span);
        return tensor;
    }

    /// <inheritdoc/>
    public void CopyFrom(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Shape != Shape)
            throw new ArgumentException($"{(Name.Length == 0 ? "the parameter" : Name)} must be {Shape} but is given {values.Shape}", nameof(values));
        ParameterOrder.FromRowMajor(values.Span, this, Span);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Shape}";

    /// <summary>Keeps training away from the parameter.</summary>
    internal void Freeze() => IsFrozen = true;

    /// <summary>Stores the weight of a linear layer for flattened images.</summary>
    /// <param name="pixels">The pixels of an image.</param>
    /// <exception cref="InvalidOperationException">It is stored for other images already.</exception>
    internal void StoreForImages(int pixels)
    {
        if (Layout == ParameterLayout.TransposedImages && Pixels == pixels)
            return;
        if (Layout != ParameterLayout.Transposed)
            throw new InvalidOperationException($"this parameter of shape {Shape} is not stored for images of {pixels} pixels: it is stored as {Layout}");
        (Layout, Pixels) = (ParameterLayout.TransposedImages, pixels);
        if (_storage is not null)
            ParameterOrder.FromTransposed(this, Span);
    }

    /// <summary>Draws the first values: the same whatever the layout of a matrix is.</summary>
    internal void Draw(Span<float> values, PhiloxKey key)
    {
        Initializer.Fill(values, Shape, key);
        if (Layout == ParameterLayout.TransposedImages)
            ParameterOrder.FromTransposed(this, values);
    }

    /// <summary>Gives the parameter its place in a model.</summary>
    internal void Place(ParameterCollection model, string name, float[] storage, int offset) =>
        (_model, Name, _storage, StorageOffset) = (model, name, storage, offset);

    /// <summary>Whether an array holds the values.</summary>
    internal bool IsStoredIn(float[] storage) => ReferenceEquals(_storage, storage);

    private float[] MakeStorage()
    {
        if (Owner is not null)
        {
            _ = Owner.Parameters;
            return _storage ?? throw new InvalidOperationException($"{Owner.GetType().Name} does not declare this parameter of shape {Shape}");
        }

        var memory = new AlignedMemory(Shape.ElementCount);
        Draw(memory.Span, Initializer.Key(seed: 0, index: 0));
        StorageOffset = memory.Offset;
        return _storage = memory.Storage;
    }
}
