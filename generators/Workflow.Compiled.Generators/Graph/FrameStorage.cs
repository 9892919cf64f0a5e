namespace Workflow.Compiled.Generators.Graphs;

/// <summary>The memory of the frames at one place: when they run, and what the turns of a loop hand to each other.</summary>
/// <param name="Site">The place.</param>
/// <param name="Forward">The number of the step that runs the forward passes.</param>
/// <param name="Backward">The number of the step that runs the backward passes; the forward step where none does.</param>
/// <param name="IsAgain">Whether these are the frames in which the backward pass computes the results again.</param>
/// <param name="Turns">What lies between the turns of a loop; nothing for a call.</param>
public sealed record FrameStorage(FrameSite Site, int Forward, int Backward, bool IsAgain, EquatableArray<TurnStorage> Turns);

/// <summary>What lies between the turns of a loop.</summary>
/// <param name="Value">What it is.</param>
/// <param name="Number">For a carried value and its gradient, the number of the result; for a captured value, that of the argument.</param>
/// <param name="Keeping">How long it is kept.</param>
/// <param name="First">The first step that touches it.</param>
/// <param name="Last">The last step that touches it.</param>
public sealed record TurnStorage(TurnValue Value, int Number, TurnKeeping Keeping, int First, int Last);

/// <summary>A value between the turns of a loop.</summary>
public enum TurnValue
{
    /// <summary>A value that one turn hands to the next.</summary>
    Carried,

    /// <summary>The gradient that one turn hands to the one before.</summary>
    CarriedGradient,

    /// <summary>The gradient that one turn adds to that of a value from outside; of a part of its own, where that is not wanted.</summary>
    CapturedGradient,
}

/// <summary>How long what lies between the turns of a loop is kept.</summary>
public enum TurnKeeping
{
    /// <summary>Until the backward pass has read it: a place for each turn.</summary>
    EachTurn,

    /// <summary>Until the next turn has read it: two places that take turns.</summary>
    NextTurn,

    /// <summary>Until the turn has ended: one place.</summary>
    OneTurn,
}
