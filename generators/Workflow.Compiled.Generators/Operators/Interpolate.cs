using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Images in another size, and sequences, which are images of one row. The gradient of a pixel is a sum over those that it has a part in.</summary>
internal sealed class Interpolate : Operator
{
    private const string Nearest = "Nearest";

    public override string Name => "Interpolate";

    public override bool IsOnImages => true;

    public override Inference Infer(OperatorCall call)
    {
        var (source, mode) = (call.Inputs[0], call.Attributes.Choice("mode"));
        var (axes, isFitting) = mode switch
        {
            "Linear" => ("sequences [batch, channels, length]", source.Rank == 3),
            "Bilinear" => ("images [batch, channels, height, width]", source.Rank == 4),
            _ => ("images [batch, channels, height, width] or sequences [batch, channels, length]", source.Rank is 3 or 4),
        };
        if (!isFitting)
            return Fails(call, $"needs {axes} in the mode {mode}, but {call.Descriptions[0]} is {source}");
        if (call.Attributes.Flag("alignCorners") && mode == Nearest)
            return Fails(call, $"aligns corners, which the mode {mode} does not have");
        var lengths = source.Dimensions.ToArray();
        for (var axis = 2; axis < source.Rank; axis++)
        {
            if (LengthOf(call.Attributes, source, axis) is not { } length)
                return Fails(call, NoRatio(FactorOf(call.Attributes, source, axis), $"{call.Descriptions[0]} has {source[axis]}"));
            if (length is { IsConstant: true, ConstantValue: < 1 })
                return Fails(call, $"makes {length} of the {source[axis]} {AxisName(source, axis)} of {call.Descriptions[0]}: nothing is left");
            lengths[axis] = length;
        }

        return Inference.Of(Shape.Of(lengths));
    }

    public override Value Lower(LoweringContext context)
    {
        var images = ToMemory(context, context.Inputs[0]);
        var scaled = context.Window(Kernel(context, ""), IsNearest(context) ? "nearest of {0}" : "mixture of {0}", InMemory(context.Output.Shape), images);
        return FromMemory(context, scaled, context.Output.Shape);
    }

    public override void Differentiate(DerivativeContext context)
    {
        var (shape, gradient) = (context.Inputs[0].Shape, ToMemory(context, context.OutputGradient));
        var summed = context.Window(Kernel(context, "Gradient"), IsNearest(context) ? "Σ {0}" : "Σ weight · {0}", InMemory(shape), gradient);
        context.Accumulate(0, FromMemory(context, summed, shape));
    }

    private static Operation.Window Kernel(InstructionContext context, string pass)
    {
        var (images, result) = (InMemory(context.Inputs[0].Shape), InMemory(context.Output.Shape));
        var geometry = new Geometry(
            "InterpolationShape",
            [
                new("batch", images[0]),
                new("channels", images[3]),
                new("height", images[1]),
                new("width", images[2]),
                new("outHeight", result[1]),
                new("outWidth", result[2]),
            ],
            []);
        return new Operation.Window(
            $"Interpolation.{(IsNearest(context) ? Nearest : "Bilinear")}{pass}", geometry, 0, Options(context.Attributes, context.Inputs[0].Shape).ToEquatableArray(), HasEpilogue: false);
    }

    /// <summary>Where a factor was given, it says where the pixels lie, also where it does not divide the length.</summary>
    private static IEnumerable<string> Options(Attributes attributes, Shape source)
    {
        if (attributes.Flag("alignCorners"))
            return ["alignCorners: true"];
        if (!attributes.Has("scaleFactor"))
            return [];
        var columns = $"stepWidth: {Step(attributes, source, source.Rank - 1)}";
        return source.Rank == 3 ? [columns] : [$"stepHeight: {Step(attributes, source, 2)}", columns];
    }

    private static string Step(Attributes attributes, Shape source, int axis) => CSharp.Literal((float)(1 / FactorOf(attributes, source, axis).Value));

    private static Dimension? LengthOf(Attributes attributes, Shape source, int axis)
    {
        if (attributes.Has("scaleFactor"))
            return FactorOf(attributes, source, axis).LengthOf(source[axis]);
        var size = attributes.Dimensions("size");
        return size[Math.Max(0, size.Count - source.Rank + axis)];
    }

    private static ScaleFactor FactorOf(Attributes attributes, Shape source, int axis)
    {
        var factors = attributes.Reals("scaleFactor");
        return new ScaleFactor(factors[Math.Max(0, factors.Count - source.Rank + axis)]);
    }

    private static string NoRatio(ScaleFactor factor, string length) =>
        $"scales what is not known while compiling ({length}) by a factor that gives no whole lengths: {factor.Problem}; use one that does, such as 2, 1.5, 0.6 (not 0.6f) or 1.0 / 3, or give a size";

    private static string AxisName(Shape source, int axis) => source.Rank == 3 ? "elements" : axis == 2 ? "rows" : "columns";

    private static bool IsNearest(InstructionContext context) => context.Attributes.Choice("mode") == Nearest;

    private static Shape InMemory(Shape shape) => ChannelsLast.Of(WithRow(shape));

    private static Value ToMemory(InstructionContext context, Value value) => context.ToChannelsLast(context.Reshape(value, WithRow(value.Shape)));

    private static Value FromMemory(InstructionContext context, Value value, Shape shape) => context.Reshape(context.FromChannelsLast(value), shape);

    private static Shape WithRow(Shape shape) => shape.Rank == 4 ? shape : Shape.Of(shape[0], shape[1], 1, shape[2]);

    private static Inference Fails(OperatorCall call, string problem) => Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} {problem}");
}
