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

/// <summary>An element of a tuple.</summary>
internal sealed record HeldItem(Held Value);

/// <summary>A module.</summary>
/// <param name="Layer">How it is made, and how the class reaches it.</param>
internal sealed record HeldModule(Layer Layer) : Held;

/// <summary>Something that an error was reported for: what depends on it is not looked at.</summary>
internal sealed record HeldError : Held;

/// <summary>The variables in scope.</summary>
internal sealed class Scope
{
    private readonly Dictionary<ISymbol, Held> _held = new(SymbolEqualityComparer.Default);

    /// <summary>What a variable holds; null where it holds nothing yet.</summary>
    public Held? this[ISymbol variable]
    {
        get => _held.TryGetValue(variable, out var held) ? held : null;
        set => _held[variable] = value!;
    }

    /// <summary>The variables that hold something.</summary>
    public IEnumerable<ISymbol> Variables => _held.Keys;
}
