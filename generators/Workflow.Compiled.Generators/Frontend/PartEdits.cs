using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Changes of calls that cut a tensor into parts.</summary>
internal static class PartEdits
{
    /// <summary>As many parts as there are variables for them.</summary>
    public static IReadOnlyList<Edit> ForVariables(ITupleOperation variables, BodyTrace body) =>
        AssignmentOf(variables)?.Value.Unconverted() is IInvocationOperation call && call.Argument("chunks") is { } chunks
            ? Number(chunks, variables.Elements.Length, body)
            : [];

    /// <summary>A last size that is what the others leave.</summary>
    public static IReadOnlyList<Edit> ForSizes(IInvocationOperation call, Dimension total, BodyTrace body)
    {
        if (call.Argument("splitSizes") is not { } sizes || Constants.Elements(sizes) is not { Count: > 0 } elements)
            return [];
        var lengths = elements.Select(body.Number).ToArray();
        if (lengths.Any(length => length is null))
            return [];
        var rest = lengths.Take(lengths.Length - 1).Aggregate(total, (left, length) => left - length!);
        return rest.IsConstant && rest.ConstantValue < 1 ? [] : Number(elements[elements.Count - 1], rest, body);
    }

    /// <summary>An end that is not behind the axis.</summary>
    public static IReadOnlyList<Edit> ForEnd(IRangeOperation range, Dimension end, Dimension length, BodyTrace body) =>
        range.RightOperand is { } written && end.IsConstant && length.IsConstant && end.ConstantValue > length.ConstantValue
            ? Number(written.Unconverted(), length, body)
            : [];

    private static IReadOnlyList<Edit> Number(IOperation written, Dimension value, BodyTrace body) =>
        new EditWriter(body).Number(written, value) is { } edit ? [edit] : [];

    private static IDeconstructionAssignmentOperation? AssignmentOf(ITupleOperation variables) =>
        (variables.Parent is IDeclarationExpressionOperation declaration ? declaration.Parent : variables.Parent) as IDeconstructionAssignmentOperation;
}
