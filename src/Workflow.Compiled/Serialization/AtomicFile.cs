namespace Workflow.Compiled;

/// <summary>
/// Replaces a file as a whole: whoever looks, even after a crash, finds the old content or the new, never a part.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes a file beside the target, flushes it to the disk, and renames it over the target.</summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written; the target is as it was, and nothing else is left.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            // After the rename there is nothing to delete; before it, this is what a failure leaves.
            if (File.Exists(part))
                File.Delete(part);
        }
    }
}
