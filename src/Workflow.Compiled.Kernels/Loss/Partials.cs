using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// Sums of parts of a loss. The parts depend on the shape alone, and are added one after the other: the loss does not depend on the
/// number of threads.
/// </summary>
[InlineArray(Most)]
internal struct Partials
{
    /// <summary>The most parts there can be.</summary>
    public const int Most = 64;

    private double _first;

    /// <summary>The sum of all parts.</summary>
    public readonly double Sum()
    {
        double sum = 0;
        foreach (var part in this)
            sum += part;
        return sum;
    }
}
