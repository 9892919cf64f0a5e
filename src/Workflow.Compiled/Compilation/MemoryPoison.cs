namespace Workflow.Compiled;

/// <summary>
/// Fills the memory of new passes with NaN, so that a test sees when generated code reads what it has not written. Off, but for tests of this thread.
/// </summary>
internal sealed class MemoryPoison : IDisposable
{
    [ThreadStatic]
    private static bool t_isOn;

    private MemoryPoison() => t_isOn = true;

    /// <summary>Poisons what this thread allocates, until it is disposed.</summary>
    public static MemoryPoison Begin() => new();

    /// <summary>Poisons new memory, where a test asks for it.</summary>
    public static void Spread(Span<float> memory)
    {
        if (t_isOn)
            memory.Fill(float.NaN);
    }

    /// <inheritdoc/>
    public void Dispose() => t_isOn = false;
}
