using System.Collections.ObjectModel;

namespace Workflow.Compiled.Tests;

public sealed class ConsoleProgressTests
{
    private static readonly EpochResult Result = new(
        2,
        new Evaluation(0.5, Metrics(0.75), 40),
        new Evaluation(0.25, Metrics(0.875), 10),
        1.5);

    private const string Line = "epoch  2/10  1.50 s  train loss 0.5000, accuracy 0.7500  validation loss 0.2500, accuracy 0.8750";

    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public void WithoutATerminalThereIsALineAnEpoch()
    {
        Report(new ConsoleProgress(_output, isTerminal: false));
        Assert.Equal(Line + "\n", _output.ToString());
    }

    [Fact]
    public void OnATerminalABarMovesAndTheLineTakesItsPlace()
    {
        Report(new ConsoleProgress(_output, isTerminal: true));
        Assert.Equal($"\repoch 2/10 [===============               ] 20/40  loss 0.6000\r{Line}\n", _output.ToString());
    }

    private static void Report(ConsoleProgress progress)
    {
        progress.Report(new TrainingProgress(2, 10, 20, 40, 0.6, null));
        progress.Report(new TrainingProgress(2, 10, 40, 40, 0.5, Result));
    }

    private static ReadOnlyDictionary<string, double> Metrics(double accuracy) => new(new Dictionary<string, double> { ["accuracy"] = accuracy });
}
