namespace Workflow.Compiled.Generators.Graphs;

/// <summary>Where a value lives.</summary>
public enum StorageKind
{
    /// <summary>In the pass's arena.</summary>
    Arena,

    /// <summary>In memory of the caller: an argument, a result, or the gradient of either.</summary>
    Caller,

    /// <summary>In a layer's parameter.</summary>
    Parameter,

    /// <summary>In the gradient buffer, at a parameter's place.</summary>
    Gradient,

    /// <summary>In the memory of a larger value, of which it is a part.</summary>
    Part,
}

/// <summary>The memory of one value.</summary>
/// <param name="Value">The value's id.</param>
/// <param name="Kind">Where it lives.</param>
/// <param name="First">In the arena, the number of the step that writes it.</param>
/// <param name="Last">In the arena, the number of the last step that reads it.</param>
/// <param name="Parameter">For a gradient, the id of its parameter; else -1.</param>
public sealed record Storage(int Value, StorageKind Kind, int First, int Last, int Parameter);

/// <summary>A pass ready to be printed: kernel calls in order and the memory of every value that they touch.</summary>
/// <param name="Values">All values; a value's id is its index.</param>
/// <param name="Steps">The kernel calls: the forward pass, then the backward pass.</param>
/// <param name="Parts">The values that lie inside of larger ones; those of a value come before those of its parts.</param>
/// <param name="Storages">One entry for each value in memory, ordered by value.</param>
/// <param name="Frames">The memory of the frames that it runs, in the order in which they are made.</param>
/// <param name="Inputs">The ids of the arguments of <c>Forward</c>.</param>
/// <param name="Outputs">What <c>Forward</c> returns.</param>
/// <param name="OutputGradients">The ids of the gradients of the outputs that are numbers.</param>
/// <param name="InputGradients">For each input that is numbers, the id of its gradient, or -1 where it does not influence the result.</param>
/// <param name="NotFused">For each operation that did not join its producer, which and why.</param>
/// <param name="Recomputation">The cheap values that are computed again instead of being read; and of those that only the backward pass needs, which are kept, and why.</param>
public sealed record Schedule(
    EquatableArray<Value> Values,
    EquatableArray<Step> Steps,
    EquatableArray<Part> Parts,
    EquatableArray<Storage> Storages,
    EquatableArray<FrameStorage> Frames,
    EquatableArray<int> Inputs,
    EquatableArray<Result> Outputs,
    EquatableArray<int> OutputGradients,
    EquatableArray<int> InputGradients,
    EquatableArray<string> NotFused,
    EquatableArray<string> Recomputation)
{
    /// <summary>The memory of a value.</summary>
    /// <exception cref="InvalidOperationException">No step touches the value.</exception>
    public Storage StorageOf(int value)
    {
        var (low, high) = (0, Storages.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Storages[middle].Value == value)
                return Storages[middle];
            if (Storages[middle].Value < value)
                low = middle + 1;
            else
                high = middle - 1;
        }

        throw new InvalidOperationException($"{Values[value].Name} has no memory");
    }

    /// <summary>Where a value lies inside of a larger one; null for memory of its own.</summary>
    public Part? PartOf(int value) => Parts.FirstOrDefault(part => part.Value == value);

    /// <summary>The id of the value that has the memory.</summary>
    public int OwnerOf(int value) => PartOf(value) is { } part ? OwnerOf(part.Whole) : value;
}

/// <summary>A value that lies inside of a larger one.</summary>
/// <param name="Value">Its id.</param>
/// <param name="Whole">The id of the larger one.</param>
/// <param name="Offset">The place of its first element.</param>
/// <param name="IsContiguous">Whether its elements follow one another; else who touches it knows their distances.</param>
public sealed record Part(int Value, int Whole, Dimension Offset, bool IsContiguous);

/// <summary>A result of a pass.</summary>
/// <param name="Value">The id of the value that holds it.</param>
/// <param name="Shape">Its shape as the user knows it: a reshape after the last step moves nothing, but shows here.</param>
public sealed record Result(int Value, Shape Shape);
