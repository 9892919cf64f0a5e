using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Gives the frames that a schedule runs their lives, and what lies between the turns of loops its places.</summary>
internal static class PlanFrames
{
    public static Schedule Run(Schedule schedule) => schedule with { Frames = Frames(schedule).ToEquatableArray() };

    /// <summary>In the order of the forward passes, which is that in which frames are made.</summary>
    private static IEnumerable<FrameStorage> Frames(Schedule schedule)
    {
        var backward = new Dictionary<FrameSite, (int Number, RunBackwardStep Step)>();
        for (var i = 0; i < schedule.Steps.Count; i++)
        {
            if (schedule.Steps[i] is RunBackwardStep run)
                backward[run.Site] = (i, run);
        }

        for (var i = 0; i < schedule.Steps.Count; i++)
        {
            if (schedule.Steps[i] is not RunStep { Site: var site })
                continue;
            var isReversed = backward.TryGetValue(site, out var reverse);
            var last = isReversed && !site.IsComputedAgain ? reverse.Number : i;
            yield return new FrameStorage(site, i, last, IsAgain: false, (site is LoopSite loop ? Turns(schedule, loop, i, isReversed ? reverse.Step : null, last) : []).ToEquatableArray());
            if (isReversed && site.IsComputedAgain)
                yield return new FrameStorage(site, reverse.Number, reverse.Number, IsAgain: true, []);
        }
    }

    /// <summary>What a backward pass reads is kept until then; without one, a value is of use in the next turn only. Gradients are of use in the turn before.</summary>
    private static IEnumerable<TurnStorage> Turns(Schedule schedule, LoopSite loop, int forward, RunBackwardStep? backward, int last)
    {
        for (var i = 0; i < loop.Carried; i++)
            yield return new TurnStorage(TurnValue.Carried, i, backward is null ? TurnKeeping.NextTurn : TurnKeeping.EachTurn, forward, last);
        if (backward is null)
            yield break;
        foreach (var i in backward.CarriedGradients(schedule.Values))
            yield return new TurnStorage(TurnValue.CarriedGradient, i, TurnKeeping.NextTurn, last, last);
        foreach (var i in backward.CapturedGradients)
            yield return new TurnStorage(TurnValue.CapturedGradient, i, TurnKeeping.OneTurn, last, last);
    }
}
