using System.Collections;
using System.Runtime.CompilerServices;

namespace Workflow.Compiled;

/// <summary>Modules of one kind in a row, such as the blocks of a transformer. Saved under their numbers: <c>blocks.0.fc.weight</c>.</summary>
/// <remarks>
/// <code>
/// private readonly ModuleList&lt;Block&gt; _blocks = new(6, () => new Block(64));
/// ...
/// foreach (var block in _blocks)
///     x = block.Forward(x);
/// </code>
/// </remarks>
/// <typeparam name="T">The kind of the modules.</typeparam>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ModuleList.html"/>
[CollectionBuilder(typeof(ModuleList), nameof(ModuleList.Create))]
public sealed class ModuleList<T> : Module, IReadOnlyList<T>
    where T : Module
{
    private readonly T[] _modules;

    /// <summary>Creates a list of modules that are made in the same way.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="create">Makes one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public ModuleList(int count, Func<T> create)
        : this(Make(count, create is null ? null! : _ => create()))
    {
    }

    /// <summary>Creates a list of modules that depend on their places.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="create">Makes the one at a place.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public ModuleList(int count, Func<int, T> create)
        : this(Make(count, create))
    {
    }

    /// <summary>Creates a list of modules. (A collection expression does the same.)</summary>
    /// <param name="modules">The modules; one that stands twice in the list is one module.</param>
    /// <exception cref="ArgumentException">A module is null.</exception>
    public ModuleList(params T[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        if (Array.IndexOf(modules, null) is >= 0 and var missing)
            throw new ArgumentException($"module {missing} is null", nameof(modules));
        _modules = [.. modules];
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Length;

    /// <summary>The module at a place.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    public T this[int index] => _modules[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_modules).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members) => NumberedModules.Declare(members, _modules);

    private static T[] Make(int count, Func<int, T> create)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(create);
        return [.. Enumerable.Range(0, count).Select(create)];
    }
}

/// <summary>Makes module lists from collection expressions.</summary>
public static class ModuleList
{
    /// <summary>Makes a list: <c>ModuleList&lt;Linear&gt; layers = [first, second];</c></summary>
    /// <exception cref="ArgumentException">A module is null.</exception>
    public static ModuleList<T> Create<T>(ReadOnlySpan<T> modules)
        where T : Module => new(modules.ToArray());
}
