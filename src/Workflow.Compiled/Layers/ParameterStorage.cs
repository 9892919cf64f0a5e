namespace Workflow.Compiled;

/// <summary>Makes the flat buffer of a model and moves its parameters there.</summary>
internal static class ParameterStorage
{
    /// <summary>Lays out, initialises and binds all parameters of a model. A layer that was used alone before keeps its values.</summary>
    public static ParameterCollection Create(Module root, ModuleMembers members)
    {
        var parameters = new ParameterCollection(members.Parameters);
        var memory = new AlignedMemory(parameters.FlatLength);
        var offsets = new int[parameters.Count + 1];
        offsets[0] = memory.Offset;
        for (var index = 0; index < parameters.Count; index++)
        {
            var (name, parameter) = members.Parameters[index];
            var values = memory.Storage.AsSpan(offsets[index], parameter.Shape.ElementCount);
            if (parameter.HasStorage)
                parameter.Span.CopyTo(values);
            else
                parameter.Initializer.Fill(values, Initializer.Key(root.Seed, index));
            parameter.Place(parameters, name, index, memory.Storage, offsets[index]);
            offsets[index + 1] = offsets[index] + ArenaPlan.RoundUp(parameter.Shape.ElementCount);
        }

        parameters.Bind(memory.Storage, memory.Offset);
        foreach (var (module, first, end) in members.Modules)
            module.BindParameters(members.Parameters.Skip(first).Take(end - first), memory.Storage, offsets[first]);
        return parameters;
    }
}
