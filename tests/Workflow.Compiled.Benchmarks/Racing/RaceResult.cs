using System.Globalization;

namespace Workflow.Compiled.Benchmarks;

/// <summary>What the rounds of a case gave.</summary>
/// <param name="Ours">Our median microseconds a run.</param>
/// <param name="Theirs">The peer's median microseconds a run.</param>
/// <param name="Ratios">Peer time / our time, round by round, ascending.</param>
internal sealed record RaceResult(double Ours, double Theirs, double[] Ratios)
{
    public double Ratio => Ratios[Ratios.Length / 2];

    /// <summary>One line of the JSON file.</summary>
    /// <param name="race">The case.</param>
    /// <param name="threads">Threads of each side.</param>
    /// <param name="gigaflops">Our arithmetic rate, or null where it says nothing.</param>
    /// <param name="share">The least time the machine allows / our time, or null where no limit is known.</param>
    /// <param name="extraBytes">What each side needs for a while, or null where it is not measured.</param>
    public string ToJson(RaceCase race, int threads, double? gigaflops, double? share, (double Ours, double Theirs)? extraBytes)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"\"case\":\"{race.Name}\",\"threads\":{threads},\"ours_us\":{Ours:0.###},\"peer\":\"{race.Peer.Name}\",\"peer_us\":{Theirs:0.###}," +
            $"\"ratio\":{Ratio:0.###},\"ratio_min\":{Ratios[0]:0.###},\"ratio_max\":{Ratios[^1]:0.###},\"rounds\":{Ratios.Length}");
        if (gigaflops is { } rate)
            line += string.Create(CultureInfo.InvariantCulture, $",\"ours_gflops\":{rate:0.#}");
        if (share is { } part)
            line += string.Create(CultureInfo.InvariantCulture, $",\"share_of_limit\":{part:0.###}");
        if (extraBytes is var (our, their))
            line += string.Create(CultureInfo.InvariantCulture, $",\"ours_extra_bytes\":{our:0},\"peer_extra_bytes\":{their:0}");
        return $"{{{line}}}";
    }
}
