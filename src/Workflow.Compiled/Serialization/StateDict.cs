namespace Workflow.Compiled;

/// <summary>Moves parameters to and from safetensors files, under PyTorch's names and in PyTorch's shapes.</summary>
internal static class StateDict
{
    // What PyTorch writes and looks for.
    private static readonly Dictionary<string, string> Metadata = new() { ["format"] = "pt" };

    public static void Write(Stream stream, ParameterCollection parameters) => SafetensorsWriter.Write(
        stream,
        [.. parameters.Names.Select(name => KeyValuePair.Create(name, parameters[name].ToTensor()))],
        Metadata);

    /// <summary>Sets all parameters, or, when this throws, none.</summary>
    public static StateDictDifferences Load(string path, ParameterCollection parameters, string model, bool strict)
    {
        using var reader = SafetensorsReader.Open(path);
        var differences = Compare(parameters, reader.Entries);
        if (strict ? !differences.IsEmpty : differences.Mismatched.Count > 0)
            throw new StateDictException(path, model, differences);

        var loaded = new List<(Parameter Parameter, Tensor Values)>();
        foreach (var entry in reader.Entries)
        {
            if (!parameters.TryGet(entry.Name, out var parameter))
                continue;
            var values = new Tensor(parameter.Shape);
            reader.Read(entry, values.Span);
            loaded.Add((parameter, values));
        }

        foreach (var (parameter, values) in loaded)
            parameter.CopyFrom(values);
        return differences;
    }

    private static StateDictDifferences Compare(ParameterCollection parameters, IReadOnlyList<SafetensorsEntry> entries)
    {
        var found = entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        return new StateDictDifferences(
            [.. parameters.Names.Where(name => !found.Contains(name))],
            [.. entries.Where(entry => !parameters.TryGet(entry.Name, out _)).Select(entry => entry.Name)],
            [.. entries.Select(entry => Mismatch(parameters, entry)).OfType<string>()]);
    }

    private static string? Mismatch(ParameterCollection parameters, SafetensorsEntry entry)
    {
        if (!parameters.TryGet(entry.Name, out var parameter))
            return null;
        if (entry.Type != SafetensorsTypes.Float32)
            return $"{entry.Name} must be {SafetensorsTypes.Float32} but is {entry.Type}";
        return entry.HasShape(parameter.Shape)
            ? null
            : $"{entry.Name} must be {parameter.Shape} but is [{string.Join(", ", entry.Dimensions)}]";
    }
}
