using System.Globalization;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Writes each result to the console and, when asked for, to the JSON file.</summary>
internal sealed class RaceJournal
{
    private readonly RaceOptions _options;
    private readonly MachineLimits _limits;

    public RaceJournal(RaceOptions options, MachineLimits limits)
    {
        _options = options;
        _limits = limits;
        RaceTable.Header(options.Threads, limits.FlopsPerSecond);
        AppendJson(string.Create(
            CultureInfo.InvariantCulture, $"{{\"case\":\"peak/multiply-add\",\"threads\":{options.Threads},\"gflops\":{limits.FlopsPerSecond / 1e9:0.#}}}"));
    }

    public void Record(RaceCase race, Contest contest, RaceResult result)
    {
        var seconds = result.Ours / 1e6;
        var flops = contest.Work.Sum(part => part.Flops);
        double? gigaflops = flops > 0 ? flops / seconds / 1e9 : null;
        double? share = contest.Work.Length > 0 ? contest.Work.Sum(part => part.LeastSeconds(_limits)) / seconds : null;
        RaceTable.Row(race, result, gigaflops, share);
        AppendJson(result.ToJson(race, _options.Threads, gigaflops, share, contest.ExtraBytes));
        if (contest.ExtraBytes is var (ours, theirs))
            RaceTable.Memory(race, ours, theirs);
    }

    private void AppendJson(string line)
    {
        if (_options.JsonFile is { } file)
            File.AppendAllText(file, line + "\n");
    }
}
