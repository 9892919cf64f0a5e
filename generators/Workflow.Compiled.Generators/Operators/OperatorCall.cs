using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>A use of an operator whose shape is asked for.</summary>
/// <param name="Label">What the user calls the operation: the layer's field (<c>_hidden</c>) or the function (<c>MatMul</c>).</param>
/// <param name="Inputs">The shapes of the tensors that it is applied to, followed by those of the layer's parameters.</param>
/// <param name="Descriptions">For each tensor, how the user wrote it and how its shape came about, such as <c>x.Flatten(1)</c>.</param>
/// <param name="Attributes">Its constants.</param>
public sealed record OperatorCall(
    string Label,
    EquatableArray<Shape> Inputs,
    EquatableArray<string> Descriptions,
    Attributes Attributes)
{
    /// <summary>Compares lengths by what is known of them.</summary>
    internal Comparisons Comparisons { get; init; } = new(new Facts());

    /// <summary>Two lengths that must be equal: null where they are or may be, which is then checked where the pass begins; else the failure.</summary>
    /// <param name="left">One length.</param>
    /// <param name="right">The other.</param>
    /// <param name="diagnosticId">The diagnostic for lengths that are known to differ.</param>
    /// <param name="words">What is wrong then.</param>
    public Inference? Require(Dimension left, Dimension right, string diagnosticId, string words) => Comparisons.Require(left, right, diagnosticId, words);

    /// <summary>A length that must be at most another: null where it is or may be, which is then checked where the pass begins; else the failure.</summary>
    /// <param name="left">What has to fit.</param>
    /// <param name="right">The room for it.</param>
    /// <param name="words">What is wrong where it does not.</param>
    public Inference? RequireAtMost(Dimension left, Dimension right, string words) => Comparisons.RequireAtMost(left, right, DiagnosticIds.InvalidArgument, words);

    /// <summary>Two shapes that must be equal.</summary>
    public Inference? Require(Shape left, Shape right, string diagnosticId, string words) => left.Rank != right.Rank
        ? Inference.Fails(diagnosticId, words)
        : left.Dimensions.Zip(right.Dimensions, (l, r) => Require(l, r, diagnosticId, words)).FirstOrDefault(failure => failure is not null);
}
