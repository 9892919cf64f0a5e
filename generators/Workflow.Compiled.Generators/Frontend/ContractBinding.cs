using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>What the symbols of a contract are at a call: constructor values as they were passed, free lengths as the arguments have them.</summary>
internal sealed class ContractBinding
{
    private readonly Dictionary<string, Dimension> _known = new(StringComparer.Ordinal);

    /// <summary>The length that a symbol, or an element of a list given by its text, stands for; null where it is not known.</summary>
    public Dimension? this[string symbol]
    {
        get => _known.TryGetValue(symbol, out var known) ? known : null;
        set => _known[symbol] = value!;
    }

    /// <summary>All that is known.</summary>
    public EquatableArray<GivenLength> Given => _known.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => new GivenLength(item.Key, item.Value)).ToEquatableArray();

    /// <summary>Takes the arguments of a constructor.</summary>
    /// <param name="creation">The call of the constructor; null where none is to be seen.</param>
    /// <param name="scope">What the parameters of a lambda around it hold.</param>
    /// <param name="numbers">Reads the arguments.</param>
    public static ContractBinding Of(IObjectCreationOperation? creation, Scope scope, NumberReader numbers)
    {
        var binding = new ContractBinding();
        foreach (var argument in creation?.Arguments ?? [])
        {
            var name = argument.Parameter!.Name;
            if (Constants.Elements(argument.Value) is { } elements)
                binding.Add(name, [.. elements.Select(element => numbers.Number(element, scope))]);
            else if (numbers.Read(argument.Value, scope) is { } held)
                binding.Add(name, held);
        }

        return binding;
    }

    /// <summary>A length of the contract in terms of the caller.</summary>
    public Dimension Replace(Dimension length) => length.Substitute(symbol => this[symbol]);

    /// <summary>A shape of the contract in terms of the caller.</summary>
    public Shape Replace(Shape shape) => Shape.Of([.. shape.Dimensions.Select(Replace)]);

    /// <summary>A check of the callee in terms of the caller.</summary>
    /// <param name="guard">The check.</param>
    /// <param name="index">The index of the loop around the call, from which those of the callee's loops must differ.</param>
    public Guard Replace(Guard guard, string index)
    {
        var indices = guard.Loops.Select((loop, depth) => (loop.Index, Own: index + new string('i', depth + 1))).ToDictionary(item => item.Index, item => item.Own);
        Dimension Own(Dimension length) => length.Substitute(symbol => indices.TryGetValue(symbol, out var own) ? Dimension.Symbol(own) : this[symbol]);
        return guard with
        {
            Left = Own(guard.Left),
            Right = Own(guard.Right),
            Loops = guard.Loops.Select(loop => new GuardLoop(indices[loop.Index], Own(loop.Count))).ToEquatableArray(),
        };
    }

    /// <summary>The first of some symbols that is not known; null where all are.</summary>
    public string? Missing(IEnumerable<string> symbols) => symbols.FirstOrDefault(IsMissing);

    private bool IsMissing(string symbol) => this[symbol] is null && this[Hyperparameters.LengthOf(symbol)] is null;

    private void Add(string name, Held held)
    {
        if (held is HeldNumber number)
            this[name] = number.Value;
        if (held is not HeldList list)
            return;
        this[name] = Dimension.Symbol(list.Name);
        this[Hyperparameters.LengthOf(name)] = Dimension.Symbol(Hyperparameters.LengthOf(list.Name));
    }

    private void Add(string name, IReadOnlyList<Dimension?> elements)
    {
        if (elements.Any(element => element is null))
            return;
        this[Hyperparameters.LengthOf(name)] = elements.Count;
        for (var i = 0; i < elements.Count; i++)
            this[$"{name}[{i}]"] = elements[i];
    }
}
