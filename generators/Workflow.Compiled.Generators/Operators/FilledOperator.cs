using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>A tensor of one number.</summary>
/// <param name="name">The operator's name.</param>
public abstract class FilledOperator(string name) : Operator
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call)
    {
        var shape = new Shape(call.Attributes.Dimensions("dimensions"));
        return shape.Dimensions.Any(length => length is { IsConstant: true, ConstantValue: < 1 })
            ? Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} cannot fill {shape}: each axis has a length of at least 1")
            : Inference.Of(shape);
    }

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context) => context.Filled(Number(context.Attributes), context.Output.Shape);

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context)
    {
    }

    /// <summary>The number.</summary>
    protected abstract float Number(Attributes attributes);
}
