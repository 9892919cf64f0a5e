using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// What the compiler knows of one operation: its shape rule, its derivative rule and its lowering to instructions. It is recognised
/// by <c>[Operator("Name")]</c> on the method of the API that computes it eagerly.
/// </summary>
public abstract class Operator
{
    /// <summary>The name in the <c>[Operator]</c> attribute.</summary>
    public abstract string Name { get; }

    /// <summary>What the elements of the result are.</summary>
    public virtual ElementType Element => ElementType.Float;

    /// <summary>Whether each use draws random numbers of its own, so that it needs a site: its number among such uses in the order of calls.</summary>
    public virtual bool IsRandom => false;

    /// <summary>Whether a gradient flows through it; it does not through comparisons and the like, whose results change in jumps only.</summary>
    public virtual bool IsDifferentiable => true;

    /// <summary>Whether its kernels read images with the channels of a pixel side by side: then so do the frames that use it take and give them.</summary>
    public virtual bool IsOnImages => false;

    /// <summary>Whether it cuts its operand off at a least or a greatest value, with the derivative 0 there, and does nothing else.</summary>
    public virtual bool IsCutOff => false;

    /// <summary>
    /// Whether a result in prediction depends on other samples than its own although the shape does not tell. Operators that work along an axis <c>dim</c> need not say so.
    /// </summary>
    public virtual bool MixesSamples(Attributes attributes) => false;

    /// <summary>Whether each number of the result is the largest of some of the operand's: of at least one.</summary>
    public virtual bool GivesLargest(Shape operand, Attributes attributes) => false;

    /// <summary>The parameters that a layer of this kind owns, given its constructor's arguments; none for a function.</summary>
    public virtual IReadOnlyList<LayerParameter> Parameters(Attributes attributes) => [];

    /// <summary>The shape of the result, or why there is none.</summary>
    public abstract Inference Infer(OperatorCall call);

    /// <summary>The argument with which the last axis of the result would have another length; null where no single one decides it.</summary>
    public virtual Cure.Argument? ArgumentForWidth(OperatorCall call, Dimension width) => null;

    /// <summary>Writes the forward computation as instructions and gives the value that is the result.</summary>
    public abstract Value Lower(LoweringContext context);

    /// <summary>Adds the backward instructions: the gradients of the inputs in terms of inputs, output and the output's gradient.</summary>
    public abstract void Differentiate(DerivativeContext context);
}

/// <summary>A parameter that a layer owns.</summary>
/// <param name="Member">The property of the layer, such as <c>Weight</c>.</param>
/// <param name="Shape">Its shape as stored.</param>
/// <param name="Layout">How it is stored.</param>
/// <param name="IsTrained">Whether it is trained; else it is a buffer.</param>
public sealed record LayerParameter(string Member, Shape Shape, ParameterLayout Layout = ParameterLayout.RowMajor, bool IsTrained = true);

/// <summary>How a layer stores a parameter.</summary>
public enum ParameterLayout
{
    /// <summary>As its shape says.</summary>
    RowMajor,

    /// <summary>A matrix with its two axes exchanged; <see cref="LayerParameter.Shape"/> is that of what is stored.</summary>
    Transposed,

    /// <summary>As the kernels of convolutions read it; <see cref="LayerParameter.Shape"/> is PyTorch's.</summary>
    Convolution,
}
