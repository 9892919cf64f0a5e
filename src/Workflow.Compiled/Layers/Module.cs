namespace Workflow.Compiled;

/// <summary>
/// A layer, or a network of layers: its parameters, and what computes with them. A class with <see cref="CompiledModuleAttribute"/> gets its
/// training and prediction passes from the compiler.
/// </summary>
/// <remarks>A module may be used for prediction by many threads at once; training one model is for one thread.</remarks>
public abstract partial class Module
{
    private readonly Lock _gate = new();
    private volatile ParameterCollection? _parameters;
    private Module? _model;
    private string _path = "";

    /// <summary>The seed of the first values of the parameters, and of dropout.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// All parameters. The first use makes their memory and draws their values, with the distributions that PyTorch has by default; equal
    /// seeds give equal values.
    /// </summary>
    /// <exception cref="InvalidOperationException">The class is neither compiled nor a layer of this library.</exception>
    public ParameterCollection Parameters => _parameters ?? MakeParameters();

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
    /// <exception cref="InvalidOperationException">It already is one of another model, or another part of this one.</exception>
    internal void JoinModel(Module model, string path)
    {
        if (_model is not null && _model._model is null && (_model != model || _path != path))
        {
            throw new InvalidOperationException(
                $"the layer '{path}' of {model.GetType().Name} is already '{_path}' of a {_model.GetType().Name}; give each its own layer");
        }

        (_model, _path) = (model, path);
    }

    /// <summary>Makes this module's collection a window of its model's buffer.</summary>
    internal void BindParameters(IEnumerable<KeyValuePair<string, Parameter>> parameters, float[] storage, int offset)
    {
        var prefix = _path.Length + 1;
        var collection = _parameters
            ?? new ParameterCollection(parameters.Select(entry => KeyValuePair.Create(entry.Key[prefix..], entry.Value)));
        collection.Bind(storage, offset);
        _parameters = collection;
    }

    private ParameterCollection MakeParameters()
    {
        lock (_gate)
        {
            if (_parameters is { } made)
                return made;
            var members = new ModuleMembers(this);
            Declare(members);
            return _parameters = ParameterStorage.Create(this, members);
        }
    }

    private InvalidOperationException NotCompiled() => new(
        $"{GetType().Name} is not a compiled module: mark the class [CompiledModule] and make it partial, or use it as a layer inside one that is");
}
