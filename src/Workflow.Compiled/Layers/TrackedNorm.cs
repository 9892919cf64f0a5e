namespace Workflow.Compiled;

/// <summary>(x − mean) / √(variance + eps) · weight + bias for each channel, which may keep running statistics for prediction.</summary>
/// <remarks>
/// A training pass moves the running statistics towards those of its batch in every forward pass. The eager form computes as in prediction, and as in
/// training inside of <see cref="EagerTraining"/>.
/// </remarks>
public abstract class TrackedNorm : Module, ILayer
{
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;
    private readonly TensorBuffer? _runningMean;
    private readonly TensorBuffer? _runningVar;
    private readonly TensorBuffer? _batches;

    private protected TrackedNorm(int numFeatures, float eps, float? momentum, bool affine, bool trackRunningStats)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numFeatures, 1);
        if (momentum is not (null or (>= 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "a momentum is between 0 and 1");
        (NumFeatures, Eps) = (numFeatures, eps);
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

    /// <summary>What keeps the root from 0.</summary>
    public float Eps { get; }

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

    /// <summary>The number of batches that the running statistics have seen, as far as the layer counts them; a single number, exact up to 2^24.</summary>
    /// <exception cref="InvalidOperationException">The layer has none.</exception>
    public TensorBuffer NumBatchesTracked => _batches ?? throw Without("running statistics");

    private protected bool IsTracking => _runningMean is not null;

    /// <summary>Whether statistics are those of the input: in training, and always where there are no others.</summary>
    private protected bool IsMeasuring => EagerTraining.IsActive || !IsTracking;

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">x; its second axis are the channels.</param>
    /// <exception cref="ArgumentException">The input has other axes or channels, or in training one value for each mean.</exception>
    public abstract Tensor Forward(Tensor input);

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

    private protected void Require(Tensor input, params ReadOnlySpan<int> ranks)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!ranks.Contains(input.Shape.Rank) || input.Shape[1] != NumFeatures)
            throw new ArgumentException($"{GetType().Name} over {NumFeatures} channels cannot take {input.Shape}", nameof(input));
    }

    /// <summary>The places of a channel in some samples.</summary>
    private protected static IEnumerable<int> Places(Shape shape, int firstSample, int samples, int channel)
    {
        var inner = shape.Product(2, shape.Rank);
        return Enumerable.Range(firstSample * inner, samples * inner).Select(i => (((i / inner * shape[1]) + channel) * inner) + (i % inner));
    }

    /// <summary>The mean and the sum of the squared distances from it.</summary>
    private protected static (double Mean, double Squares) Measure(Tensor input, IReadOnlyList<int> places)
    {
        var mean = places.Average(place => (double)input.Span[place]);
        return (mean, places.Sum(place => (input.Span[place] - mean) * (input.Span[place] - mean)));
    }

    /// <summary>Writes the result for places of one channel; without statistics of their own by the running ones.</summary>
    private protected void Normalize(Tensor input, Tensor result, IReadOnlyList<int> places, int channel, (double Mean, double Variance)? own)
    {
        var (mean, variance) = own ?? (_runningMean!.Span[channel], _runningVar!.Span[channel]);
        var scale = (_weight?.Span[channel] ?? 1) / Math.Sqrt(variance + Eps);
        foreach (var place in places)
            result.Span[place] = (float)(((input.Span[place] - mean) * scale) + (_bias?.Span[channel] ?? 0));
    }

    /// <summary>Moves the running statistics of a channel towards others.</summary>
    private protected void Move(int channel, double mean, double variance, double share)
    {
        _runningMean!.Span[channel] = (float)(((1 - share) * _runningMean.Span[channel]) + (share * mean));
        _runningVar!.Span[channel] = (float)(((1 - share) * _runningVar.Span[channel]) + (share * variance));
    }

    private static InvalidOperationException Without(string what) => new($"this layer was made without {what}");
}
