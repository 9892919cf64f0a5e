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
    public string ToJson(RaceCase race, int threads, double? gigaflops, double? share)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"\"case\":\"{race.Name}\",\"threads\":{threads},\"ours_us\":{Ours:0.###},\"peer\":\"{race.Peer.Name}\",\"peer_us\":{Theirs:0.###}," +
            $"\"ratio\":{Ratio:0.###},\"ratio_min\":{Ratios[0]:0.###},\"ratio_max\":{Ratios[^1]:0.###},\"rounds\":{Ratios.Length}");
        if (gigaflops is { } rate)
            line += string.Create(CultureInfo.InvariantCulture, $",\"ours_gflops\":{rate:0.#}");
        if (share is { } part)
            line += string.Create(CultureInfo.InvariantCulture, $",\"share_of_limit\":{part:0.###}");
        return $"{{{line}}}";
    }
}
