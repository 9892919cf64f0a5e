namespace Workflow.Compiled;

/// <summary>(x − mean) / √(variance + eps) · weight + bias for each channel: in training with the mean and variance of the batch, in prediction with running ones.</summary>
/// <remarks>
/// A training pass moves the running statistics towards those of its batch in every forward pass. The eager form computes as in prediction, and as in
/// training inside of <see cref="EagerTraining"/>.
/// </remarks>
public abstract class BatchNorm : Module, ILayer
{
    private readonly float _eps;
    private readonly float _momentum;
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;
    private readonly TensorBuffer? _runningMean;
    private readonly TensorBuffer? _runningVar;
    private readonly TensorBuffer? _batches;

    private protected BatchNorm(int numFeatures, float eps, float momentum, bool affine, bool trackRunningStats)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numFeatures, 1);
        if (momentum is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "a momentum is between 0 and 1");
        (NumFeatures, _eps, _momentum) = (numFeatures, eps, momentum);
        if (affine)
        {
            _weight = new Parameter(this, [numFeatures], ParameterLayout.RowMajor, Initializer.Ones);
            _bias = new Parameter(this, [numFeatures], ParameterLayout.RowMajor, Initializer.Zeros);
        }

        if (trackRunningStats)
        {
            _runningMean = new TensorBuffer([numFeatures]);
            _runningVar = new TensorBuffer([numFeatures], 1);
            _batches = new TensorBuffer((Shape)[]) { HoldsWholeNumbers = true };
        }
    }

    /// <summary>The number of channels.</summary>
    public int NumFeatures { get; }

    /// <summary>The weight, of shape [numFeatures].</summary>
    /// <exception cref="InvalidOperationException">The layer has none.</exception>
    public Parameter Weight => _weight ?? throw Without("weight");

    /// <summary>The bias, of shape [numFeatures].</summary>
    /// <exception cref="InvalidOperationException">The layer has none.</exception>
    public Parameter Bias => _bias ?? throw Without("bias");

    /// <summary>The means that prediction uses, of shape [numFeatures].</summary>
    /// <exception cref="InvalidOperationException">The layer has none.</exception>
    public TensorBuffer RunningMean => _runningMean ?? throw Without("running statistics");

    /// <summary>The variances that prediction uses, of shape [numFeatures].</summary>
    /// <exception cref="InvalidOperationException">The layer has none.</exception>
    public TensorBuffer RunningVar => _runningVar ?? throw Without("running statistics");

    /// <summary>The number of batches that the running statistics have seen; a single number, exact up to 2^24.</summary>
    /// <exception cref="InvalidOperationException">The layer has none.</exception>
    public TensorBuffer NumBatchesTracked => _batches ?? throw Without("running statistics");

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">x; its second axis are the channels.</param>
    /// <exception cref="ArgumentException">The input has other axes or channels, or in training one value for each channel.</exception>
    public abstract Tensor Forward(Tensor input);

    private protected Tensor Normalize(Tensor input, params ReadOnlySpan<int> ranks)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!ranks.Contains(input.Shape.Rank) || input.Shape[1] != NumFeatures)
            throw new ArgumentException($"{GetType().Name} over {NumFeatures} channels cannot take {input.Shape}", nameof(input));
        var result = new Tensor(input.Shape);
        for (var channel = 0; channel < NumFeatures; channel++)
        {
            var (mean, variance) = EagerTraining.IsActive || _runningMean is null
                ? Measure(input, channel)
                : (_runningMean.Span[channel], _runningVar!.Span[channel]);
            var scale = (_weight?.Span[channel] ?? 1) / Math.Sqrt(variance + _eps);
            foreach (var place in Places(input.Shape, channel))
                result.Span[place] = (float)(((input.Span[place] - mean) * scale) + (_bias?.Span[channel] ?? 0));
        }

        if (EagerTraining.IsActive && _batches is not null)
            _batches.Span[0]++;
        return result;
    }

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (_weight is not null)
        {
            members.Add("weight", _weight);
            members.Add("bias", _bias!);
        }

        if (_runningMean is not null)
        {
            members.Add("running_mean", _runningMean);
            members.Add("running_var", _runningVar!);
            members.Add("num_batches_tracked", _batches!);
        }
    }

    /// <summary>The mean and variance of a batch; in training the running ones move towards them.</summary>
    private (double Mean, double Variance) Measure(Tensor input, int channel)
    {
        double[] values = [.. Places(input.Shape, channel).Select(place => (double)input.Span[place])];
        if (EagerTraining.IsActive && values.Length < 2)
            throw new ArgumentException($"a batch normalisation in training needs more than one value for each channel, but {input.Shape} has one", nameof(input));
        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        if (EagerTraining.IsActive && _runningMean is not null)
        {
            _runningMean.Span[channel] = (float)(((1 - _momentum) * _runningMean.Span[channel]) + (_momentum * mean));
            _runningVar!.Span[channel] = (float)(((1 - _momentum) * _runningVar.Span[channel]) + (_momentum * squares / (values.Length - 1)));
        }

        return (mean, squares / values.Length);
    }

    private static IEnumerable<int> Places(Shape shape, int channel)
    {
        var inner = shape.ElementCount / shape[0] / shape[1];
        return Enumerable.Range(0, shape[0] * inner).Select(i => (((i / inner * shape[1]) + channel) * inner) + (i % inner));
    }

    private static InvalidOperationException Without(string what) => new($"this layer was made without {what}");
}
