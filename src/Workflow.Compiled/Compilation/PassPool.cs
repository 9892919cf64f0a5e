namespace Workflow.Compiled;

/// <summary>
/// Keeps prediction passes for the next call. Lock-free and without allocation: a fixed row of places that are taken and filled by atomic
/// exchange; a pass that finds no free place is left to the garbage collector.
/// </summary>
internal sealed class PassPool
{
    private readonly PredictionPass?[] _places = new PredictionPass?[2 * Environment.ProcessorCount];

    /// <summary>Takes a pass that nobody uses; null where there is none.</summary>
    public PredictionPass? Rent()
    {
        foreach (ref var place in _places.AsSpan())
        {
            if (place is not null && Interlocked.Exchange(ref place, null) is { } pass)
                return pass;
        }

        return null;
    }

    /// <summary>Gives a pass back.</summary>
    public void Return(PredictionPass pass)
    {
        foreach (ref var place in _places.AsSpan())
        {
            if (place is null && Interlocked.CompareExchange(ref place, pass, null) is null)
                return;
        }
    }
}
