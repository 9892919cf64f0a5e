using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>What cross-entropy can be told, as the kernels want it.</summary>
internal static class CrossEntropyOptions
{
    private const int IgnoredByDefault = -100;

    /// <summary>What is wrong with the options; null when nothing is.</summary>
    public static Inference? Check(OperatorCall call)
    {
        // Known while compiling, or an error.
        _ = call.Attributes.Int("ignoreIndex");
        return call.Attributes.Real("labelSmoothing") is >= 0 and <= 1
            ? null
            : Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} has labelSmoothing = {call.Attributes.Real("labelSmoothing"):0.###}, but it is between 0 and 1");
    }

    /// <summary>The last argument of the kernels, where it is not the default.</summary>
    /// <param name="attributes">The constants of the operation.</param>
    /// <param name="weight">The number of the operand that holds the weights of the classes, where there are any.</param>
    public static string[] Arguments(Attributes attributes, int weight)
    {
        var (ignored, smoothing) = (attributes.Int("ignoreIndex"), attributes.Real("labelSmoothing"));
        string[] options =
        [
            .. attributes.Flag("weight") ? [$"ClassWeights = {{{weight}}}"] : Array.Empty<string>(),
            .. ignored == IgnoredByDefault ? [] : new[] { $"IgnoreIndex = {ignored}" },
            .. smoothing == 0 ? [] : new[] { $"LabelSmoothing = {CSharp.Literal(smoothing)}" },
            .. attributes.Choice("reduction") == "Sum" ? ["Reduction = Kernels::LossReduction.Sum"] : Array.Empty<string>(),
        ];
        return options.Length == 0 ? [] : [$"options: new Kernels::CrossEntropyOptions {{ {string.Join(", ", options)} }}"];
    }
}
