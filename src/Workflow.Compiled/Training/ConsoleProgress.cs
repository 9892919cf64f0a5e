using System.Diagnostics;
using System.Globalization;

namespace Workflow.Compiled;

/// <summary>
/// Shows training on a console: a bar that moves, and a line for each epoch that is over. Where the output is no terminal, there is only the line.
/// </summary>
public sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private const int BarWidth = 30;
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromSeconds(0.1);

    private readonly TextWriter _output;
    private readonly bool _isTerminal;
    private long _drawnAt;
    private int _drawnLength;

    /// <summary>Shows on the standard output, with a bar if that is a terminal.</summary>
    public ConsoleProgress()
        : this(Console.Out, !Console.IsOutputRedirected)
    {
    }

    /// <summary>Shows on a writer.</summary>
    /// <param name="output">Takes the text.</param>
    /// <param name="isTerminal">Whether a carriage return brings the cursor back, so that a bar can move.</param>
    public ConsoleProgress(TextWriter output, bool isTerminal)
    {
        ArgumentNullException.ThrowIfNull(output);
        (_output, _isTerminal) = (output, isTerminal);
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.Result is { } result)
            WriteResult(value, result);
        else if (_isTerminal && IsTimeToDraw())
            Draw(Bar(value));
    }

    private static string Bar(TrainingProgress place)
    {
        var filled = (int)((long)BarWidth * place.Step / place.Steps);
        return FormattableString.Invariant(
            $"epoch {place.Epoch}/{place.Epochs} [{new string('=', filled)}{new string(' ', BarWidth - filled)}] {place.Step}/{place.Steps}  loss {place.Loss:F4}");
    }

    private void WriteResult(TrainingProgress place, EpochResult result)
    {
        var digits = place.Epochs.ToString(CultureInfo.InvariantCulture).Length;
        var epoch = place.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(digits);
        var line = FormattableString.Invariant($"epoch {epoch}/{place.Epochs}  {result.Seconds:F2} s  train {result.Train}");
        if (result.Validation is { } validation)
            line += $"  validation {validation}";
        if (_isTerminal)
            Draw(line);
        else
            _output.Write(line);
        _output.WriteLine();
        (_drawnAt, _drawnLength) = (0, 0);
    }

    private void Draw(string line)
    {
        _output.Write('\r');
        _output.Write(line.PadRight(_drawnLength));
        (_drawnAt, _drawnLength) = (Stopwatch.GetTimestamp(), line.Length);
    }

    private bool IsTimeToDraw() => _drawnAt == 0 || Stopwatch.GetElapsedTime(_drawnAt) >= BetweenDrawings;
}
