namespace Workflow.Compiled.Benchmarks;

/// <summary>What a piece of work costs at least: arithmetic, and memory traffic over a footprint.</summary>
/// <param name="Flops">Floating point operations, a multiply-add being two.</param>
/// <param name="Read">Bytes that must be read.</param>
/// <param name="Written">Bytes that must be written.</param>
internal readonly record struct Work(double Flops, double Read, double Written)
{
    /// <summary>A product [m, k] x [k, n].</summary>
    public static Work Product(double m, double n, double k) => new(2 * m * n * k, 4 * (m * k + k * n), 4 * m * n);

    /// <summary>A pass over memory in which arithmetic does not count.</summary>
    public static Work Pass(double read, double written) => new(0, read, written);

    /// <summary>The least seconds this takes on the machine: the slower of its arithmetic and its traffic.</summary>
    public double LeastSeconds(MachineLimits limits) =>
        Math.Max(Flops / limits.FlopsPerSecond, Read + Written == 0 ? 0 : (Read + Written) / limits.BytesPerSecond(Read, Written));
}
