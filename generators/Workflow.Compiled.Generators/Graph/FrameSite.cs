namespace Workflow.Compiled.Generators.Graphs;

/// <summary>A place of <c>Forward</c> that runs other frames: a call of a module, or a loop.</summary>
/// <param name="Name">The name of the field that holds the frame, without underscore; unique in the frame.</param>
/// <param name="SitesBefore">The number of random sites before it in the order of the calls.</param>
public abstract record FrameSite(string Name, int SitesBefore)
{
    /// <summary>Whether the backward pass computes the results again.</summary>
    public bool IsComputedAgain => this is CallSite { IsCheckpointed: true };
}

/// <summary>A call of another module.</summary>
/// <param name="Name">The name of the field that holds the frame.</param>
/// <param name="SitesBefore">The number of random sites before it.</param>
/// <param name="Callee">The class of the module.</param>
/// <param name="Access">How this module reaches it.</param>
/// <param name="Symbols">The lengths of the callee's free symbols.</param>
/// <param name="Given">What the callee's symbols are here.</param>
/// <param name="IsFrozen">Whether the callee's parameters are not trained.</param>
/// <param name="IsCheckpointed">Whether the callee's activations are computed again in the backward pass.</param>
public sealed record CallSite(
    string Name,
    int SitesBefore,
    string Callee,
    string Access,
    EquatableArray<Dimension> Symbols,
    EquatableArray<GivenLength> Given,
    bool IsFrozen,
    bool IsCheckpointed) : FrameSite(Name, SitesBefore);

/// <summary>A loop.</summary>
/// <param name="Name">The name of the field that holds the frames of its turns.</param>
/// <param name="SitesBefore">The number of random sites before it.</param>
/// <param name="Count">The number of turns.</param>
/// <param name="Carried">The number of values that a turn hands to the next.</param>
/// <param name="Divided">The number of arguments behind those which the turns divide between them, along the first axis.</param>
/// <param name="Symbols">The free symbols of the body: those of the module.</param>
public sealed record LoopSite(string Name, int SitesBefore, Dimension Count, int Carried, int Divided, EquatableArray<Dimension> Symbols) : FrameSite(Name, SitesBefore)
{
    /// <summary>Whether there may be no turn: a loop that is known to have none is no site.</summary>
    public bool MayHaveNoTurn => !Count.IsConstant;

    /// <summary>Whether each turn is given a part of an argument of its own.</summary>
    public bool IsDivided(int argument) => argument >= Carried && argument < Carried + Divided;

    /// <summary>How much of an argument one turn is given.</summary>
    public Dimension LengthOfTurn(int argument, Shape shape) =>
        IsDivided(argument) ? shape.Dimensions.Skip(1).Aggregate((Dimension)1, (product, length) => product * length) : shape.ElementCount;
}
