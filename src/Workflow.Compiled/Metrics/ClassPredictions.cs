namespace Workflow.Compiled;

/// <summary>The predicted classes of a batch beside the true ones.</summary>
internal readonly ref struct ClassPredictions
{
    private readonly ReadOnlySpan<float> _output;
    private readonly ReadOnlySpan<int> _classes;
    private readonly int _classCount;

    /// <summary>Requires outputs [batch, classes] and a class number a sample.</summary>
    public ClassPredictions(string metric, Tensor output, Targets targets)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.Shape.Rank != 2 || output.Shape[1] == 0)
            throw new ArgumentException($"{metric} takes outputs [batch, classes] but is given {output.Shape}", nameof(output));
        if (targets.Classes is not { } classes || classes.Shape.Rank != 1 || classes.Shape[0] != output.Shape[0])
            throw new ArgumentException($"{metric} of outputs {output.Shape} takes {output.Shape[0]} class numbers but is given {targets}", nameof(targets));
        _output = output.Span;
        _classes = classes.Span;
        _classCount = output.Shape[1];
    }

    /// <summary>The number of samples.</summary>
    public int Count => _classes.Length;

    /// <summary>The class that a sample has.</summary>
    public int Actual(int sample) => _classes[sample];

    /// <summary>The class with the largest output: the first of equals, the first NaN if there is one, as in PyTorch.</summary>
    public int Predicted(int sample)
    {
        var scores = _output.Slice(sample * _classCount, _classCount);
        var best = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (float.IsNaN(scores[i]))
                return i;
            if (scores[i] > scores[best])
                best = i;
        }

        return best;
    }
}
