namespace Workflow.Compiled.Parity.Tests;

/// <summary>What all blocks of a module under construction share.</summary>
/// <param name="random">Where choices come from; one for the whole program.</param>
/// <param name="given">The constructor's parameters, the same in every module of the program.</param>
/// <param name="frame">The module in libtorch.</param>
/// <param name="depth">How many modules and methods it stands in.</param>
/// <param name="names">The names that are used.</param>
internal sealed class ModuleScope(Random random, IReadOnlyList<Given> given, TorchFrame frame, int depth, NameCounter names)
{
    /// <summary>Where choices come from.</summary>
    public Random Random => random;

    /// <summary>The constructor's parameters.</summary>
    public IReadOnlyList<Given> Given => given;

    /// <summary>The module in libtorch.</summary>
    public TorchFrame Frame => frame;

    /// <summary>How many modules it stands in.</summary>
    public int Depth => depth;

    /// <summary>The names of classes, variables and fields.</summary>
    public NameCounter Names => names;

    /// <summary>The weights of layers: [out, in], which may be used a second time.</summary>
    public List<TiedWeight> Weights { get; } = [];

    /// <summary>The scope of a method of the module.</summary>
    public ModuleScope Deeper() => new(random, given, frame, depth + 1, names);

    /// <summary>The scope of a module inside.</summary>
    /// <param name="member">Its name in the state dictionary.</param>
    public ModuleScope In(string member) => new(random, given, frame.In(member), depth + 1, names);
}

/// <summary>The weight of a layer of the module.</summary>
/// <param name="Access">How code reaches it.</param>
/// <param name="Field">The declaration of the layer.</param>
/// <param name="Leaf">Its values.</param>
/// <param name="Outputs">Its rows.</param>
/// <param name="Inputs">Its columns.</param>
internal sealed record TiedWeight(string Access, string Field, Leaf Leaf, Length Outputs, Length Inputs);
