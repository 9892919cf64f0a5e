namespace Workflow.Compiled;

/// <content>Saving and loading.</content>
public abstract partial class Module
{
    /// <summary>
    /// Saves all parameters as a safetensors file, under PyTorch's names and in PyTorch's shapes. The file is replaced as a whole: after a
    /// failure or a crash the old one is still there.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public void Save(string path)
    {
        var parameters = Parameters;
        AtomicFile.Write(path, stream => StateDict.Write(stream, parameters));
    }

    /// <summary>Sets all parameters from a safetensors file. When this throws, no parameter has changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="strict">Whether the file must have exactly the parameters of this model. If not, others are skipped.</param>
    /// <returns>What was missing and what was skipped; nothing when <paramref name="strict"/>.</returns>
    /// <exception cref="StateDictException">
    /// A tensor has another shape or is not float32, or (when <paramref name="strict"/>) is missing or unexpected. The message lists all.
    /// </exception>
    /// <exception cref="SafetensorsException">The file breaks a rule of the format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public StateDictDifferences Load(string path, bool strict = true) => StateDict.Load(path, Parameters, GetType().Name, strict);
}
