using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Draws the first values of a parameter.</summary>
internal abstract class Initializer
{
    // The last step that a key can name: training, which counts from 0, does not get there, so no dropout mask repeats these numbers.
    private const long Step = uint.MaxValue;

    /// <summary>The key of a parameter's first values.</summary>
    /// <param name="seed">The seed of the model.</param>
    /// <param name="index">The number of the parameter in the model.</param>
    public static PhiloxKey Key(ulong seed, int index) => new(seed, Step, index);

    /// <summary>Fills a parameter.</summary>
    /// <param name="values">The parameter, in the order it is stored in.</param>
    /// <param name="key">The sequence of random numbers.</param>
    public abstract void Fill(Span<float> values, PhiloxKey key);
}
