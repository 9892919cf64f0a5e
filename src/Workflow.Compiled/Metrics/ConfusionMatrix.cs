using System.Globalization;
using System.Text;

namespace Workflow.Compiled;

/// <summary>How often samples of one class were taken for each class. Its value is the accuracy.</summary>
public sealed class ConfusionMatrix : IMetric
{
    private readonly long[] _counts;

    /// <summary>Creates a metric.</summary>
    /// <param name="classCount">The number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no classes.</exception>
    public ConfusionMatrix(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        ClassCount = classCount;
        _counts = new long[classCount * classCount];
    }

    /// <summary>The number of classes.</summary>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public string Name => "accuracy";

    /// <inheritdoc/>
    public double Value
    {
        get
        {
            long correct = 0, all = 0;
            for (var i = 0; i < _counts.Length; i++)
            {
                correct += i % (ClassCount + 1) == 0 ? _counts[i] : 0;
                all += _counts[i];
            }

            return (double)correct / all;
        }
    }

    /// <summary>The number of samples of a class that were taken for another, or for itself.</summary>
    /// <param name="actual">The class that they have.</param>
    /// <param name="predicted">The class that the network gave.</param>
    public long this[int actual, int predicted] => _counts[Place(actual, predicted)];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The outputs are not [batch, classes], or the targets are not a class number a sample.</exception>
    public void Add(Tensor output, Targets targets)
    {
        var batch = new ClassPredictions(nameof(ConfusionMatrix), output, targets);
        for (var sample = 0; sample < batch.Count; sample++)
            _counts[Place(batch.Actual(sample), batch.Predicted(sample))]++;
    }

    /// <inheritdoc/>
    public void Reset() => Array.Clear(_counts);

    /// <summary>A table: a row for each class that samples have, a column for each that they were taken for; zeros are dots.</summary>
    public override string ToString()
    {
        var width = Math.Max(_counts.Max(), ClassCount - 1).ToString(CultureInfo.InvariantCulture).Length + 2;
        var text = new StringBuilder("actual \\ predicted").AppendLine().Append(' ', 4);
        for (var predicted = 0; predicted < ClassCount; predicted++)
            text.Append(predicted.ToString(CultureInfo.InvariantCulture).PadLeft(width));
        for (var actual = 0; actual < ClassCount; actual++)
        {
            text.AppendLine().Append(actual.ToString(CultureInfo.InvariantCulture).PadLeft(4));
            for (var predicted = 0; predicted < ClassCount; predicted++)
            {
                var count = this[actual, predicted];
                text.Append((count == 0 ? "." : count.ToString(CultureInfo.InvariantCulture)).PadLeft(width));
            }
        }

        return text.ToString();
    }

    private int Place(int actual, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)actual, (uint)ClassCount, nameof(actual));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)ClassCount, nameof(predicted));
        return actual * ClassCount + predicted;
    }
}
