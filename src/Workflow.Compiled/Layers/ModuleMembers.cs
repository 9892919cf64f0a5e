namespace Workflow.Compiled;

/// <summary>What a module consists of: its own parameters and its layers, each under its name in saved files.</summary>
public sealed class ModuleMembers
{
    private readonly List<KeyValuePair<string, Parameter>> _parameters = [];
    private readonly List<ModuleSpan> _modules = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Module _root;
    private string _prefix = "";

    internal ModuleMembers(Module root) => _root = root;

    /// <summary>All parameters, in the order of their declaration.</summary>
    internal IReadOnlyList<KeyValuePair<string, Parameter>> Parameters => _parameters;

    /// <summary>All modules below the root, each with the range of parameters that is its own.</summary>
    internal IReadOnlyList<ModuleSpan> Modules => _modules;

    /// <summary>Adds a parameter.</summary>
    /// <param name="name">Its name within the module, for example <c>weight</c>.</param>
    /// <param name="parameter">The parameter.</param>
    /// <exception cref="InvalidOperationException">The name is taken.</exception>
    public void Add(string name, Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        _parameters.Add(new(Qualify(name), parameter));
    }

    /// <summary>Adds a layer with all its parameters.</summary>
    /// <param name="name">Its name within the module, for example <c>hidden1</c>.</param>
    /// <param name="child">The layer.</param>
    /// <exception cref="InvalidOperationException">The name is taken, or the layer belongs to another model.</exception>
    public void Add(string name, Module child)
    {
        ArgumentNullException.ThrowIfNull(child);
        var (outer, first) = (_prefix, _parameters.Count);
        var qualified = Qualify(name);
        child.JoinModel(_root, qualified);
        _prefix = qualified + ".";
        child.DeclareInto(this);
        _prefix = outer;
        _modules.Add(new ModuleSpan(child, first, _parameters.Count));
    }

    private string Qualify(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var qualified = _prefix + name;
        return _names.Add(qualified)
            ? qualified
            : throw new InvalidOperationException($"{_root.GetType().Name} has two members named '{qualified}'; rename one with [StateDictName]");
    }

    /// <summary>A module and its parameters: those from one place up to another.</summary>
    internal readonly record struct ModuleSpan(Module Module, int First, int End);
}
