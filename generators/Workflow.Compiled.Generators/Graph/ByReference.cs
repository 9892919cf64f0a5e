using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Generators.Graphs;

/// <summary>Compares records as objects: two equal calls are two places of a program.</summary>
internal sealed class ByReference<T> : IEqualityComparer<T>
    where T : class
{
    public static readonly ByReference<T> Instance = new();

    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    public int GetHashCode(T item) => RuntimeHelpers.GetHashCode(item);
}
