using System.Text;
using Workflow.Compiled;

namespace ResNet;

/// <summary>Keeps what each epoch gave, and shows it as a curve that runs downwards, a line for each epoch.</summary>
/// <param name="optimizer">Whose learning rate is kept.</param>
/// <param name="next">Is told what happens too.</param>
internal sealed class LossCurve(Optimizer optimizer, IProgress<TrainingProgress> next) : IProgress<TrainingProgress>
{
    private const int Width = 48;
    private readonly List<(EpochResult Result, double Rate)> _epochs = [];

    public void Report(TrainingProgress value)
    {
        if (value.Result is { } result)
            _epochs.Add((result, optimizer.LearningRate));
        next.Report(value);
    }

    /// <summary>The training loss of each epoch as a point, and the learning rate behind its last step.</summary>
    public override string ToString()
    {
        var highest = _epochs.Max(epoch => epoch.Result.Train.Loss);
        var text = new StringBuilder("epoch  learning rate    loss  0").Append(' ', Width - 6).AppendLine(FormattableString.Invariant($"{highest:F2}"));
        foreach (var (result, rate) in _epochs)
        {
            var place = (int)Math.Round(result.Train.Loss / highest * Width);
            text.AppendLine(FormattableString.Invariant($"{result.Epoch,5}  {rate,13:F6}  {result.Train.Loss,6:F4}  |{new string(' ', place)}*"));
        }

        return text.ToString();
    }
}
