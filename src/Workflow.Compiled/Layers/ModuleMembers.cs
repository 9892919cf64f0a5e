namespace Workflow.Compiled;

/// <summary>What a module consists of: its own parameters and buffers, and its layers, each under its name in saved files.</summary>
public sealed class ModuleMembers
{
    private readonly List<KeyValuePair<string, IStateTensor>> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    // Of the whole model: what has been declared, in the order of completion; null while a module is at it.
    private readonly Dictionary<Module, ModuleMembers?> _declared;
    private readonly Module _root;
    private readonly Module _module;
    private readonly string _prefix;

    private ModuleMembers(Module root, Module module, string prefix, Dictionary<Module, ModuleMembers?> declared) =>
        (_root, _module, _prefix, _declared) = (root, module, prefix, declared);

    /// <summary>All parameters and buffers by their names in this module, in the order of their declaration; what is shared, once for each name.</summary>
    internal IReadOnlyList<KeyValuePair<string, IStateTensor>> Entries => _entries;

    /// <summary>All modules below the root, with what each consists of.</summary>
    internal IEnumerable<KeyValuePair<Module, ModuleMembers>> Modules =>
        _declared.Where(module => module.Value is not null).Select(module => KeyValuePair.Create(module.Key, module.Value!));

    /// <summary>Adds a parameter.</summary>
    /// <param name="name">Its name within the module, for example <c>weight</c>.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="isFrozen">Whether training leaves it as it is.</param>
    /// <exception cref="InvalidOperationException">The name is taken.</exception>
    public void Add(string name, Parameter parameter, bool isFrozen = false)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        Take(name);
        parameter.Owner ??= _module;
        if (isFrozen)
            parameter.Freeze();
        _entries.Add(new(name, parameter));
    }

    /// <summary>Adds a tensor that is saved but not trained.</summary>
    /// <param name="name">Its name within the module, for example <c>running_mean</c>.</param>
    /// <param name="buffer">The tensor.</param>
    /// <exception cref="InvalidOperationException">The name is taken.</exception>
    public void Add(string name, TensorBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Take(name);
        _entries.Add(new(name, buffer));
    }

    /// <summary>Adds a layer with all that it consists of. A layer may be added under several names: it is one layer.</summary>
    /// <param name="name">Its name within the module, for example <c>hidden1</c>.</param>
    /// <param name="child">The layer.</param>
    /// <param name="isFrozen">Whether training leaves its parameters as they are.</param>
    /// <exception cref="InvalidOperationException">The name is taken, the layer belongs to another model, or it contains itself.</exception>
    public void Add(string name, Module child, bool isFrozen = false)
    {
        ArgumentNullException.ThrowIfNull(child);
        Take(name);
        foreach (var (inner, tensor) in Declare(name, child).Entries)
        {
            var entry = $"{name}.{inner}";
            Take(entry);
            if (isFrozen)
                (tensor as Parameter)?.Freeze();
            _entries.Add(new(entry, tensor));
        }
    }

    /// <summary>Stores the weight of a linear layer for inputs that are flattened images and lie in memory with the channels of a pixel side by side.</summary>
    /// <param name="weight">The weight, of a layer that this module has added.</param>
    /// <param name="pixels">The pixels of an image.</param>
    /// <exception cref="InvalidOperationException">The weight is stored for other images already.</exception>
    public void StoreForImages(Parameter weight, int pixels)
    {
        ArgumentNullException.ThrowIfNull(weight);
        weight.StoreForImages(pixels);
    }

    /// <summary>Asks a module, as the root of a model, for all that it consists of.</summary>
    /// <exception cref="InvalidOperationException">Two members have one name, or something belongs to another model.</exception>
    internal static ModuleMembers Of(Module root)
    {
        var members = new ModuleMembers(root, root, "", new() { [root] = null });
        root.DeclareInto(members);
        foreach (var (name, tensor) in members.Entries)
        {
            if (tensor is Parameter { Owner: { } owner } && owner.Root != root)
            {
                throw new InvalidOperationException(
                    $"the parameter '{name}' of {root.GetType().Name} is that of a {owner.GetType().Name} which is not a part of it; give each model its own");
            }
        }

        return members;
    }

    private ModuleMembers Declare(string name, Module child)
    {
        if (_declared.TryGetValue(child, out var known))
        {
            return known ?? throw new InvalidOperationException(
                $"the {child.GetType().Name} '{_prefix}{name}' of {_root.GetType().Name} contains itself");
        }

        child.JoinModel(_root, _prefix + name);
        _declared[child] = null;
        var members = new ModuleMembers(_root, child, $"{_prefix}{name}.", _declared);
        child.DeclareInto(members);
        return _declared[child] = members;
    }

    private void Take(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_names.Add(name))
            throw new InvalidOperationException($"{_root.GetType().Name} has two members named '{_prefix}{name}'; rename one with [StateDictName]");
    }
}
