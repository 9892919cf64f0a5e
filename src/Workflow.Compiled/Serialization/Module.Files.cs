namespace Workflow.Compiled;

/// <content>Saving and loading.</content>
public abstract partial class Module
{
    /// <summary>
    /// Saves all parameters and buffers as a safetensors file, under PyTorch's names and in PyTorch's shapes. What is shared is saved once,
    /// under its first name. The file is replaced as a whole: after a failure or a crash the old one is still there.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public void Save(string path)
    {
        var state = State;
        AtomicFile.Write(path, stream => StateDict.Write(stream, state));
    }

    /// <summary>
    /// Sets all parameters and buffers from a safetensors file. When this throws, nothing has changed. What is shared may be in the file under any
    /// of its names. Called before the parameters are used, it draws no first values that the file has others for.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="strict">Whether the file must have exactly the tensors of this model. If not, others are skipped.</param>
    /// <returns>What was missing and what was skipped; nothing when <paramref name="strict"/>.</returns>
    /// <exception cref="StateDictException">
    /// A tensor has another shape or is not float32, or (when <paramref name="strict"/>) is missing or unexpected. The message lists all.
    /// </exception>
    /// <exception cref="SafetensorsException">The file breaks a rule of the format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public StateDictDifferences Load(string path, bool strict = true)
    {
        lock (_gate)
        {
            // A part of a model gets its memory from the model.
            var known = Root == this ? _state : State;
            var members = known is null ? ModuleMembers.Of(this) : null;
            var state = known ?? new ModuleState(members!.Entries);
            var contents = StateDict.Read(path, state, GetType().Name, strict);
            if (members is not null)
                ParameterStorage.Create(this, members, state, contents.Values.ContainsKey);
            _state = state;
            foreach (var (tensor, values) in contents.Values)
                tensor.CopyFrom(values);
            return contents.Differences;
        }
    }
}
