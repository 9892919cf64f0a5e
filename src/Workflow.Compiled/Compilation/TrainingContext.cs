using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>What all frames of a training pass share: where gradients go, and the step that keys the random numbers.</summary>
public sealed class TrainingContext
{
    private readonly GradientWriter _gradients;
    private readonly Clock _clock;
    private readonly SiteCounter _sites;

    internal TrainingContext(Module model, GradientBuffer gradients)
        : this(new GradientWriter(gradients), new Clock(model), new SiteCounter())
    {
    }

    private TrainingContext(GradientWriter gradients, Clock clock, SiteCounter sites) => (_gradients, _clock, _sites) = (gradients, clock, sites);

    /// <summary>The number that the next place of <c>Forward</c> that draws random numbers will have.</summary>
    public int Site => _sites.Next;

    /// <summary>Where gradients go.</summary>
    internal GradientWriter Gradients => _gradients;

    /// <summary>The number of the step that runs.</summary>
    internal long Step
    {
        set => _clock.Step = value;
    }

    /// <summary>This context for a frame that computes again what another has computed, with the same random numbers.</summary>
    /// <param name="site">The <see cref="Site"/> before the other frame was made.</param>
    public TrainingContext Again(int site) => new(_gradients, _clock, new SiteCounter { Next = site });

    /// <summary>This context for new frames, whose random sites are counted from 0 again.</summary>
    internal TrainingContext Restart()
    {
        _sites.Next = 0;
        return this;
    }

    /// <summary>Takes the number of the next random site, in the order of the calls of the forward pass.</summary>
    internal int NextSite() => _sites.Next++;

    /// <summary>The key of the random numbers of this step at one site.</summary>
    internal PhiloxKey RandomKey(int site) => new(_clock.Model.Seed, _clock.Step, site);

    private sealed class SiteCounter
    {
        public int Next { get; set; }
    }

    private sealed class Clock(Module model)
    {
        public Module Model => model;

        public long Step { get; set; }
    }
}
