namespace Workflow.Compiled;

/// <summary>One use of a module in prediction.</summary>
public abstract class PredictionFrame : Frame
{
    /// <summary>Creates a frame without memory.</summary>
    protected PredictionFrame()
        : base(turn: int.MaxValue)
    {
    }
}
