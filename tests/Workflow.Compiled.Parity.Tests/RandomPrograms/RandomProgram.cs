using System.Text;
using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A program that was made from a seed.</summary>
/// <param name="Seed">The seed of the whole run.</param>
/// <param name="Number">Its number in the run; both together make it again.</param>
/// <param name="Main">The module that is compiled and run.</param>
/// <param name="Batch">The number of samples.</param>
internal sealed record RandomProgram(int Seed, int Number, ModuleSource Main, int Batch)
{
    /// <summary>The symbol of the first axis of every input.</summary>
    public const string BatchSymbol = "batch";

    /// <summary>The namespace that its classes are in.</summary>
    public string Namespace => $"Program{Number}";

    /// <summary>The full name of the main class.</summary>
    public string TypeName => $"{Namespace}.{Main.Name}";

    /// <summary>The program as a user would write it.</summary>
    public string Source
    {
        get
        {
            var text = new StringBuilder("using Workflow.Compiled;\nusing static Workflow.Compiled.Functional;\n\n");
            text.AppendLine($"namespace {Namespace};");
            foreach (var module in Main.WithModules)
                module.Write(text.AppendLine());
            return text.ToString();
        }
    }

    /// <summary>How the message of a failure names it.</summary>
    public string Title => $"program {Number} of seed {Seed}";

    /// <summary>The leaf of an input.</summary>
    public static Leaf InputLeaf(Variable input) => new($"input {input.Name}", input.TorchShape);

    /// <summary>The indices of an input of whole numbers.</summary>
    public static int[] Indices(Variable input, int seed)
    {
        var random = new Random(seed + input.Name.Length);
        return [.. Enumerable.Range(0, input.Count).Select(_ => random.Next(input.Classes))];
    }

    /// <summary>The value of an input in libtorch.</summary>
    public static torch.Tensor InputValue(Variable input, LeafTable leaves, int seed) => input.Classes > 0
        ? torch.tensor(Array.ConvertAll(Indices(input, seed), index => (long)index)).reshape(input.TorchShape)
        : leaves.Get(InputLeaf(input).Name, InputLeaf(input)).detach();
}
