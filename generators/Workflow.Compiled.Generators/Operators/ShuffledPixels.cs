using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Images in two forms: with many channels, and with few channels of r times the height and width. Both are views of one tensor of six axes.</summary>
/// <param name="Many">The shape [..., channels · r², height, width].</param>
/// <param name="Few">The shape [..., channels, height · r, width · r].</param>
/// <param name="Lead">The number of elements of the axes before the channels.</param>
/// <param name="Factor">r.</param>
internal sealed record ShuffledPixels(Shape Many, Shape Few, Dimension Lead, Dimension Factor)
{
    /// <summary>Both forms of what has many channels.</summary>
    public static ShuffledPixels Of(Shape many, Dimension factor)
    {
        var lead = many.Rank - 3;
        var few = Shape.Of([
            .. many.Dimensions.Take(lead), Dimension.FloorDivide(many[lead], factor * factor), many[lead + 1] * factor, many[lead + 2] * factor]);
        return new ShuffledPixels(many, few, ShapeRules.Product(many, 0, lead), factor);
    }

    /// <summary>What is wrong with the operand or the factor; null where nothing is.</summary>
    public static Inference? Problem(OperatorCall call, Dimension factor)
    {
        if (call.Inputs[0].Rank < 3)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} needs images [..., channels, height, width], but {call.Descriptions[0]} is {call.Inputs[0]}");
        return factor is { IsConstant: true, ConstantValue: < 1 }
            ? Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} has a factor of {factor}, but it is at least 1")
            : null;
    }

    /// <summary>From many channels to few.</summary>
    public Value ToFew(InstructionContext context, Value many)
    {
        var split = context.Reshape(many, Shape.Of(Lead, Few[Few.Rank - 3], Factor, Factor, Many[Many.Rank - 2], Many[Many.Rank - 1]));
        return context.Reshape(context.Permute(split, 0, 1, 4, 2, 5, 3), Few);
    }

    /// <summary>From few channels to many.</summary>
    public Value ToMany(InstructionContext context, Value few)
    {
        var split = context.Reshape(few, Shape.Of(Lead, Few[Few.Rank - 3], Many[Many.Rank - 2], Factor, Many[Many.Rank - 1], Factor));
        return context.Reshape(context.Permute(split, 0, 1, 3, 5, 2, 4), Many);
    }
}
