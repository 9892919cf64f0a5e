using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>How the first values of a parameter are drawn. Equal seeds of a model give equal values.</summary>
/// <seealso href="https://pytorch.org/docs/stable/nn.init.html"/>
public abstract class Initializer
{
    // The last step that a key can name: training, which counts from 0, does not get there, so no dropout mask repeats these numbers.
    private const long Step = uint.MaxValue;

    private protected Initializer()
    {
    }

    /// <summary>Zeros.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>Ones.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1);

    /// <summary>One value everywhere.</summary>
    public static Initializer Constant(float value) => new ConstantInitializer(value);

    /// <summary>Uniform between two bounds.</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">What all values are below (or, through rounding, equal to).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="low"/> is above <paramref name="high"/>, or one is infinite or NaN.</exception>
    public static Initializer Uniform(float low = 0, float high = 1)
    {
        if (!float.IsFinite(low) || !float.IsFinite(high) || low > high)
            throw new ArgumentOutOfRangeException(nameof(high), high, FormattableString.Invariant($"there is nothing between {low} and {high} to draw from"));
        return new UniformInitializer(low, high);
    }

    /// <summary>The normal distribution.</summary>
    /// <param name="mean">Its mean.</param>
    /// <param name="standardDeviation">Its standard deviation, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardDeviation"/> is negative, or a number is infinite or NaN.</exception>
    public static Initializer Normal(float mean = 0, float standardDeviation = 1)
    {
        if (!float.IsFinite(mean))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "the mean must be a finite number");
        if (!float.IsFinite(standardDeviation) || standardDeviation < 0)
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), standardDeviation, "the standard deviation must be a finite number, at least 0");
        return new NormalInitializer(mean, standardDeviation);
    }

    /// <summary>Glorot's uniform distribution, between ±gain · √(6 / (fan in + fan out)), for a weight [out, in, ...].</summary>
    /// <seealso href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_uniform_"/>
    public static Initializer XavierUniform(float gain = 1) =>
        new FanInitializer((fanIn, fanOut) => gain * MathF.Sqrt(6f / (fanIn + fanOut)), isNormal: false);

    /// <summary>Glorot's normal distribution, with the deviation gain · √(2 / (fan in + fan out)), for a weight [out, in, ...].</summary>
    /// <seealso href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_normal_"/>
    public static Initializer XavierNormal(float gain = 1) =>
        new FanInitializer((fanIn, fanOut) => gain * MathF.Sqrt(2f / (fanIn + fanOut)), isNormal: true);

    /// <summary>He's uniform distribution, between ±gain · √(3 / fan in), for a weight [out, in, ...].</summary>
    /// <param name="gain">√2 in front of a ReLU, 1 in front of nothing.</param>
    /// <seealso href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_uniform_"/>
    public static Initializer KaimingUniform(float gain = 1.41421356f) =>
        new FanInitializer((fanIn, _) => gain * MathF.Sqrt(3f / fanIn), isNormal: false);

    /// <summary>He's normal distribution, with the deviation gain / √(fan in), for a weight [out, in, ...].</summary>
    /// <param name="gain">√2 in front of a ReLU, 1 in front of nothing.</param>
    /// <seealso href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_normal_"/>
    public static Initializer KaimingNormal(float gain = 1.41421356f) =>
        new FanInitializer((fanIn, _) => gain / MathF.Sqrt(fanIn), isNormal: true);

    /// <summary>The key of a parameter's first values.</summary>
    /// <param name="seed">The seed of the model.</param>
    /// <param name="index">The number of the parameter in the model.</param>
    internal static PhiloxKey Key(ulong seed, int index) => new(seed, Step, index);

    /// <summary>Fills a parameter.</summary>
    /// <param name="values">The parameter, in the order it is stored in.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="key">The sequence of random numbers.</param>
    /// <exception cref="InvalidOperationException">A parameter of this shape cannot be drawn in this way.</exception>
    internal abstract void Fill(Span<float> values, Shape shape, PhiloxKey key);
}
