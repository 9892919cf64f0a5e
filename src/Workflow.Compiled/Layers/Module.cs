namespace Workflow.Compiled;

/// <summary>
/// A layer, or a network of layers: its parameters, and what computes with them. A class with <see cref="CompiledModuleAttribute"/> gets its
/// training and prediction passes from the compiler.
/// </summary>
/// <remarks>A module may be used for prediction by many threads at once; training one model is for one thread.</remarks>
public abstract partial class Module
{
    private readonly Lock _gate = new();
    private volatile ModuleState? _state;
    private Module? _model;
    private string _path = "";

    /// <summary>The seed of the first values of the parameters, and of dropout.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// All parameters. The first use makes their memory and draws their values, with the distributions that PyTorch has by default; equal
    /// seeds give equal values.
    /// </summary>
    /// <exception cref="InvalidOperationException">The class is neither compiled nor a layer of this library.</exception>
    public ParameterCollection Parameters => State.Parameters;

    /// <summary>All tensors that are saved with this module but not trained, in the order of their declaration.</summary>
    /// <exception cref="InvalidOperationException">The class is neither compiled nor a layer of this library.</exception>
    public IReadOnlyDictionary<string, TensorBuffer> Buffers => State.Buffers;

    /// <summary>The model that this module is a part of: itself where it is none.</summary>
    internal Module Root => _model?.Root ?? this;

    /// <summary>All parameters and buffers.</summary>
    private ModuleState State => _state ?? MakeState();

    /// <summary>Creates what one thread needs to train this model: activations and gradients.</summary>
    /// <param name="maxBatch">The largest number of samples in a step, at least 1.</param>
    /// <exception cref="InvalidOperationException">The class is not compiled.</exception>
    public virtual TrainingPass CreateTrainingPass(int maxBatch) => throw NotCompiled();

    /// <summary>Creates what one prediction needs: activations.</summary>
    /// <exception cref="InvalidOperationException">The class is not compiled.</exception>
    protected virtual PredictionPass CreatePredictionPass() => throw NotCompiled();

    /// <summary>Lists parameters and layers. The compiler writes this.</summary>
    /// <param name="members">Takes the list.</param>
    /// <exception cref="InvalidOperationException">The class is not compiled.</exception>
    protected virtual void Declare(ModuleMembers members) => throw NotCompiled();

    /// <summary>Lets this module list what it has.</summary>
    internal void DeclareInto(ModuleMembers members) => Declare(members);

    /// <summary>Makes this module a part of a model, for good.</summary>
    /// <exception cref="InvalidOperationException">It already is one of another model.</exception>
    internal void JoinModel(Module model, string path)
    {
        if (_model is not null && Root != model)
        {
            throw new InvalidOperationException(
                $"the layer '{path}' of {model.GetType().Name} is already '{_path}' of a {_model.GetType().Name}; give each its own layer");
        }

        (_model, _path) = (model, path);
    }

    /// <summary>Makes this module's parameters a window of its model's buffer.</summary>
    internal void BindState(IReadOnlyList<KeyValuePair<string, IStateTensor>> entries, float[] storage)
    {
        var state = _state ?? new ModuleState(entries);
        var start = state.Parameters.Select(parameter => parameter.StorageOffset).DefaultIfEmpty().Min();
        var end = state.Parameters.Select(parameter => parameter.StorageOffset + ArenaPlan.RoundUp(parameter.Shape.ElementCount)).DefaultIfEmpty().Max();
        state.Parameters.Bind(storage, start, end - start);
        _state = state;
    }

    private ModuleState MakeState()
    {
        if (Root != this)
        {
            _ = Root.State;
            return _state ?? throw new InvalidOperationException($"{Root.GetType().Name} no longer declares its '{_path}'");
        }

        lock (_gate)
        {
            if (_state is { } made)
                return made;
            var members = ModuleMembers.Of(this);
            var state = new ModuleState(members.Entries);
            ParameterStorage.Create(this, members, state, _ => false);
            return _state = state;
        }
    }

    private InvalidOperationException NotCompiled() => new(
        $"{GetType().Name} is not a compiled module: mark the class [CompiledModule] and make it partial, or use it as a layer inside one that is");
}
