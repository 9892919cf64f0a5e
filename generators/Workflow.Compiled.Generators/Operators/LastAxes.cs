using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The last axes of a tensor, which a normalisation runs over, together with its weight and bias.</summary>
/// <remarks>
/// A layer says by the flags <c>elementwiseAffine</c> and <c>bias</c> what it has; a function has a flag for each optional tensor, under the name of
/// its parameter, that says whether it is given.
/// </remarks>
internal static class LastAxes
{
    /// <summary>Whether there is a weight.</summary>
    public static bool HasWeight(Attributes attributes) => attributes.Has("elementwiseAffine") ? attributes.Flag("elementwiseAffine") : attributes.Flag("weight");

    /// <summary>Whether there is a bias.</summary>
    public static bool HasBias(Attributes attributes) =>
        attributes.Has("bias") && attributes.Flag("bias") && (HasWeight(attributes) || !attributes.Has("elementwiseAffine"));

    /// <summary>The weight and the bias of a layer.</summary>
    public static IReadOnlyList<LayerParameter> Parameters(Attributes attributes)
    {
        var shape = new Shape(attributes.Dimensions("normalizedShape"));
        var parameters = new List<LayerParameter>();
        if (HasWeight(attributes))
            parameters.Add(new LayerParameter("Weight", shape));
        if (HasBias(attributes))
            parameters.Add(new LayerParameter("Bias", shape));
        return parameters;
    }

    /// <summary>The shape rule: the input's shape, if it ends in the normalised one, as weight and bias must be.</summary>
    public static Inference Infer(OperatorCall call)
    {
        var normalized = new Shape(call.Attributes.Dimensions("normalizedShape"));
        var source = call.Inputs[0];
        if (normalized.Rank == 0)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} normalises over no axis: name the lengths of the last axes");
        var last = Shape.Of([.. source.Dimensions.Skip(source.Rank - normalized.Rank)]);
        var words = $"{call.Label} normalises over {normalized}, but {call.Descriptions[0]} {source} does not end in these axes";
        if (call.Require(normalized, last, DiagnosticIds.FeatureMismatch, words) is { } failure)
            return failure.CuredBy(Cures(source, normalized));
        for (var i = 1; i < call.Inputs.Count; i++)
        {
            words = $"{call.Label} normalises over {normalized}, so {call.Descriptions[i]} must have that shape, but it is {call.Inputs[i]}";
            if (call.Require(normalized, call.Inputs[i], DiagnosticIds.FeatureMismatch, words) is { } different)
                return different;
        }

        return Inference.Of(source);
    }

    /// <summary>The one length that does not fit, in the normalisation or in front of it.</summary>
    private static IEnumerable<Cure> Cures(Shape source, Shape normalized)
    {
        var first = source.Rank - normalized.Rank;
        if (first < 0)
            yield break;
        foreach (var cure in normalized.Rank == 1 ? ShapeCures.OtherOrder(0, source, normalized[0]) : [])
            yield return cure;
        if (Enumerable.Range(0, normalized.Rank).Where(axis => !normalized[axis].Equals(source[first + axis])).ToArray() is not [var only])
            yield break;
        yield return new Cure.Argument("normalizedShape", source[first + only], normalized.Rank == 1 ? -1 : only);
        if (only == normalized.Rank - 1)
            yield return new Cure.Width(0, normalized[only]);
    }

    /// <summary>The axes.</summary>
    public static IReadOnlyList<int> Of(Shape source, Attributes attributes)
    {
        var count = attributes.Dimensions("normalizedShape").Count;
        return [.. Enumerable.Range(source.Rank - count, count)];
    }
}
