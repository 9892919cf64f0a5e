using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// In training, zeroes each element with probability p and scales the others by 1 / (1 − p). The mask is a function of seed, step, site
/// and element, so the backward pass computes it again instead of reading it. In prediction it is the identity.
/// </summary>
internal sealed class Dropout() : UnaryOperator(
    "Dropout",
    new("dropout({x})", "{x} * DropoutMask.Scale<V>({key}, {index}, {=p})"),
    new("{dy} · mask", "{dy} * DropoutMask.Scale<V>({key}, {index}, {=p})"))
{
    public override bool IsRandom => true;

    public override Inference Infer(OperatorCall call) => Problem(call) ?? Inference.Of(call.Inputs[0]);

    public override Value Lower(LoweringContext context) => context.IsTraining ? base.Lower(context) : context.Inputs[0];

    /// <summary>What is wrong with the rate; null where nothing is known to be.</summary>
    public static Inference? Problem(OperatorCall call) => call.Attributes.RealOrNaN("p") is (< 0 or > 1) and var rate
        ? Inference.Fails(Diagnostics.DiagnosticIds.InvalidArgument, $"{call.Label} has p = {rate:0.###}, but a probability is between 0 and 1")
        : null;
}
