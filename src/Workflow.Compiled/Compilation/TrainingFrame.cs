using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>One use of a module in training.</summary>
public abstract class TrainingFrame : Frame
{
    private readonly TrainingContext _context;

    /// <summary>Creates a frame without memory.</summary>
    /// <param name="context">What all frames of the pass share.</param>
    /// <param name="turn">The number of the first step of the backward pass.</param>
    /// <exception cref="ArgumentNullException">There is no context.</exception>
    protected TrainingFrame(TrainingContext context, int turn)
        : base(turn)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
    }

    /// <summary>Takes the number of the next place of <c>Forward</c> that draws random numbers; called in the order of the steps.</summary>
    protected int NextSite() => _context.NextSite();

    /// <summary>
    /// Where the next gradient of a parameter is written, in the order of the parameter's <see cref="Parameter.Layout"/>. Where it has
    /// one already, both are added.
    /// </summary>
    protected Span<float> Gradient(Parameter parameter) => _context.Gradients.PlaceOf(parameter);

    /// <summary>The key of the random numbers of this step at one place.</summary>
    /// <param name="site">The number of the place.</param>
    protected PhiloxKey RandomKey(int site) => _context.RandomKey(site);
}
