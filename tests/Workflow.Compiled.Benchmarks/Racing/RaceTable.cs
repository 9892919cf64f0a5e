using System.Globalization;

namespace Workflow.Compiled.Benchmarks;

/// <summary>The rows of the race as a person reads them.</summary>
internal static class RaceTable
{
    private const string Columns = "{0,-44} {1,10} {2,10} {3,10} {4,7} {5,15} {6,9} {7,6}";

    public static void Header(int threads, double peak)
    {
        Line($"threads {threads}, multiply-add peak {peak / 1e9:0.0} GFLOP/s; a ratio above 1: we are faster");
        Line(Format("case", "ours us", "peer", "peer us", "ratio", "min - max", "GFLOP/s", "limit"));
    }

    public static void Row(RaceCase race, RaceResult result, double? gigaflops, double? share) =>
        Line(Format(
            race.Name,
            Number(result.Ours),
            race.Peer.Name,
            Number(result.Theirs),
            Number(result.Ratio, "0.00"),
            $"{Number(result.Ratios[0], "0.00")} - {Number(result.Ratios[^1], "0.00")}",
            gigaflops is { } rate ? Number(rate, "0.0") : "",
            share is { } part ? Number(part, "0 %") : ""));

    public static void Memory(RaceCase race, double ours, double theirs) =>
        Line($"{"",-44} peak extra memory {Number(ours / 1e6, "0.0")} MB, {race.Peer.Name} {Number(theirs / 1e6, "0.0")} MB: {Number(theirs / ours, "0.0")} times");

    public static void Absent(RaceCase race) => Line($"{race.Name,-44} no {race.Peer.Name}: {race.Peer.Obstacle}");

    public static void Wrong(RaceCase race, string difference) => Line($"{race.Name,-44} WRONG against {race.Peer.Name}: {difference}");

    private static string Format(params object[] cells) => string.Format(CultureInfo.InvariantCulture, Columns, cells);

    private static string Number(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);

    private static void Line(string text) => Console.WriteLine(text);
}
