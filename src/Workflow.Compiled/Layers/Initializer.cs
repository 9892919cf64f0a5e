namespace Workflow.Compiled;

/// <summary>Draws the first values of a parameter.</summary>
internal abstract class Initializer
{
    /// <summary>Fills a parameter.</summary>
    /// <param name="values">The parameter, in the order it is stored in.</param>
    /// <param name="seed">The seed of the model.</param>
    /// <param name="index">The number of the parameter in the model: each has a stream of its own.</param>
    public abstract void Fill(Span<float> values, ulong seed, int index);
}
