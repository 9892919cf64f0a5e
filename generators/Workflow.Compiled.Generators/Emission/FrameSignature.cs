using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>The parameter lists of a frame's passes. A caller in another assembly relies on their order: arguments, results, gradients of results, gradients of arguments.</summary>
internal sealed class FrameSignature(Schedule schedule)
{
    /// <summary>The parameters of the forward pass.</summary>
    public string Forward => Join(schedule.Inputs.Select(Read), Results.Select(Written));

    /// <summary>The parameters of the backward pass that gives the gradients of parameters alone.</summary>
    public string BackwardParameters => Join(schedule.Inputs.Select(Read), Results.Select(Read), schedule.OutputGradients.Select(Read));

    /// <summary>The parameters of the backward pass that gives the gradients of inputs too.</summary>
    public string Backward => Join(
        schedule.Inputs.Select(Read), Results.Select(Read), schedule.OutputGradients.Select(Read), InputGradients.Select(gradient => $"{Names.Span} {gradient}"));

    /// <summary>The names of the gradients of the inputs that are numbers, in the order of the inputs.</summary>
    public IEnumerable<string> InputGradients => schedule.InputGradients.Zip(
        schedule.Inputs.Where(input => schedule.Values[input].Element == ElementType.Float),
        (gradient, input) => gradient >= 0 ? schedule.Values[gradient].Name : $"{schedule.Values[input].Name}Gradient");

    /// <summary>The names of the gradients of inputs on which the results do not depend.</summary>
    public IEnumerable<string> ZeroGradients => InputGradients.Where((_, i) => schedule.InputGradients[i] < 0);

    private IEnumerable<int> Results => schedule.Outputs.Select(output => output.Value);

    private string Read(int value) => $"{Names.TypeOf(schedule.Values[value], isWritten: false)} {schedule.Values[value].Name}";

    private string Written(int value) => $"{Names.TypeOf(schedule.Values[value], isWritten: true)} {schedule.Values[value].Name}";

    private static string Join(params IEnumerable<string>[] parameters) => string.Join(", ", parameters.SelectMany(list => list));
}
