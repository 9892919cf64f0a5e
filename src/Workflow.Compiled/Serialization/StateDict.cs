namespace Workflow.Compiled;

/// <summary>Moves parameters and buffers to and from safetensors files, under PyTorch's names and in PyTorch's shapes.</summary>
internal static class StateDict
{
    /// <summary>Writes each tensor once. For what is shared the metadata name the tensor that stands for it, as safetensors' <c>save_model</c> does.</summary>
    public static void Write(Stream stream, ModuleState state) => SafetensorsWriter.Write(
        stream,
        [.. state.Saved.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToTensor()))],
        // "pt" is what PyTorch writes and looks for.
        new Dictionary<string, string>(state.Aliases) { ["format"] = "pt" },
        state.Saved.Where(entry => TypeOf(entry.Value) == SafetensorsTypes.Int64).Select(entry => entry.Key).ToHashSet());

    /// <summary>Reads what a module needs; sets nothing.</summary>
    /// <exception cref="StateDictException">The file does not fit.</exception>
    public static StateDictContents Read(string path, ModuleState state, string model, bool strict)
    {
        using var reader = SafetensorsReader.Open(path);
        var differences = Compare(state, reader.Entries);
        if (strict ? !differences.IsEmpty : differences.Mismatched.Count > 0)
            throw new StateDictException(path, model, differences);

        var values = new Dictionary<IStateTensor, Tensor>();
        var contradictions = new List<string>();
        foreach (var entry in reader.Entries)
        {
            if (state.Find(entry.Name) is not { } tensor)
                continue;
            var read = new Tensor(tensor.Shape);
            reader.Read(entry, read.Span);
            if (!values.TryAdd(tensor, read) && !BitsEqual(values[tensor], read))
                contradictions.Add($"{entry.Name} is shared but has other values than under its other name");
        }

        return contradictions.Count == 0
            ? new StateDictContents(values, differences)
            : throw new StateDictException(path, model, differences with { Mismatched = contradictions });
    }

    private static StateDictDifferences Compare(ModuleState state, IReadOnlyList<SafetensorsEntry> entries)
    {
        var found = entries.Select(entry => state.Find(entry.Name)).ToHashSet();
        return new StateDictDifferences(
            [.. state.Saved.Where(entry => !found.Contains(entry.Value)).Select(entry => entry.Key)],
            [.. entries.Where(entry => state.Find(entry.Name) is null).Select(entry => entry.Name)],
            [.. entries.Select(entry => Mismatch(state, entry)).OfType<string>()]);
    }

    private static string? Mismatch(ModuleState state, SafetensorsEntry entry)
    {
        if (state.Find(entry.Name) is not { } tensor)
            return null;
        if (entry.Type != TypeOf(tensor))
            return $"{entry.Name} must be {TypeOf(tensor)} but is {entry.Type}";
        return entry.HasShape(tensor.Shape)
            ? null
            : $"{entry.Name} must be {tensor.Shape} but is [{string.Join(", ", entry.Dimensions)}]";
    }

    private static string TypeOf(IStateTensor tensor) => tensor is TensorBuffer { HoldsWholeNumbers: true } ? SafetensorsTypes.Int64 : SafetensorsTypes.Float32;

    private static bool BitsEqual(Tensor left, Tensor right) =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(left.Span).SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(right.Span));
}

/// <summary>What was read from a file for a module.</summary>
/// <param name="Values">The values by parameter or buffer.</param>
/// <param name="Differences">What was missing and what was skipped.</param>
internal sealed record StateDictContents(IReadOnlyDictionary<IStateTensor, Tensor> Values, StateDictDifferences Differences);
