using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>What a variable or an expression is while <c>Forward</c> is traced.</summary>
internal abstract record Held;

/// <summary>A tensor.</summary>
/// <param name="Traced">The value of the graph, and how the user wrote it.</param>
internal sealed record HeldTensor(Traced Traced) : Held;

/// <summary>A whole number, known or an expression over what the constructor was given.</summary>
internal sealed record HeldNumber(Dimension Value) : Held;

/// <summary>A constant that is no whole number.</summary>
internal sealed record HeldConstant(object Value) : Held;

/// <summary>A real number that is known when the model is made.</summary>
/// <param name="Text">The number as C# over <c>model</c>.</param>
internal sealed record HeldReal(string Text) : Held;

/// <summary>A list of whole numbers that the constructor was given.</summary>
internal sealed record HeldList(string Name) : Held;

/// <summary>Several things at once.</summary>
internal sealed record HeldTuple(EquatableArray<HeldItem> Items) : Held;

/// <summary>An element of a tuple. In the body of a loop it becomes an input only when it is read.</summary>
internal sealed class HeldItem(Func<Held> read) : IEquatable<HeldItem>
{
    private Held? _value;

    public HeldItem(Held value)
        : this(() => value)
    {
    }

    public Held Value => _value ??= read();

    public bool Equals(HeldItem? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>A module.</summary>
/// <param name="Layer">How it is made, and how the class reaches it.</param>
internal sealed record HeldModule(Layer Layer) : Held;

/// <summary>Something that an error was reported for: what depends on it is not looked at.</summary>
internal sealed record HeldError : Held;

/// <summary>The variables in scope.</summary>
/// <param name="around">The variables of what it stands in, whose numbers it may read; null where there are none.</param>
/// <param name="isOfOneGraph">Whether it may read their tensors too, because they belong to the same graph.</param>
internal sealed class Scope(Scope? around = null, bool isOfOneGraph = false)
{
    private readonly Dictionary<ISymbol, Held> _held = new(SymbolEqualityComparer.Default);

    /// <summary>What a variable of its own holds; null where it holds nothing yet.</summary>
    public Held? this[ISymbol variable]
    {
        get => _held.TryGetValue(variable, out var held) ? held : null;
        set => _held[variable] = value!;
    }

    /// <summary>What a variable of this graph holds.</summary>
    public Held? Find(ISymbol variable) => this[variable] ?? (isOfOneGraph ? around?.Find(variable) : null);

    /// <summary>What a variable holds here or in what it stands in.</summary>
    public Held? Look(ISymbol variable) => this[variable] ?? around?.Look(variable);
}
