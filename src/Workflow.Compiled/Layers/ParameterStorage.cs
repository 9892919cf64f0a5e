namespace Workflow.Compiled;

/// <summary>Makes the flat buffer of a model and moves its parameters there.</summary>
internal static class ParameterStorage
{
    /// <summary>
    /// Lays out, initialises and binds all parameters of a model and of its modules. A layer that was used alone before keeps its values.
    /// </summary>
    /// <param name="root">The model.</param>
    /// <param name="members">What it consists of.</param>
    /// <param name="state">The same, by name.</param>
    /// <param name="isGiven">Whether a parameter is given its values next, so that none have to be drawn.</param>
    public static void Create(Module root, ModuleMembers members, ModuleState state, Func<Parameter, bool> isGiven)
    {
        var parameters = state.Parameters;
        var length = parameters.Sum(parameter => ArenaPlan.RoundUp(parameter.Shape.ElementCount));
        var memory = new AlignedMemory(length);
        var offset = memory.Offset;
        foreach (var (index, (name, parameter)) in parameters.Named.Index())
        {
            var values = memory.Storage.AsSpan(offset, parameter.Shape.ElementCount);
            if (parameter.HasStorage)
                parameter.Span.CopyTo(values);
            else if (!isGiven(parameter))
                parameter.Draw(values, Initializer.Key(root.Seed, index));
            parameter.Place(parameters, name, memory.Storage, offset);
            offset += ArenaPlan.RoundUp(parameter.Shape.ElementCount);
        }

        parameters.Bind(memory.Storage, memory.Offset, length);
        foreach (var (module, inner) in members.Modules)
            module.BindState(inner.Entries, memory.Storage);
    }
}
