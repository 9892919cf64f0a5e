using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>An axis made longer on both sides.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Before">How many elements come before it; negative takes some away.</param>
/// <param name="After">How many come behind it.</param>
/// <param name="Mode">What they are: a member of the API's <c>PadMode</c>.</param>
/// <param name="Number">The number of the constant mode.</param>
internal sealed record PaddedAxis(int Axis, int Before, int After, string Mode, float Number)
{
    private const string Constant = "Constant";

    /// <summary>The length of the padded axis.</summary>
    public Dimension LengthOf(Shape source) => source[Axis] + Before + After;

    /// <summary>What is wrong for a tensor; null where nothing is. How long an axis must at least be is checked where the pass begins, if it is not known.</summary>
    public Inference? Check(OperatorCall call, Shape source)
    {
        var length = source[Axis];
        if (Mode == Constant)
            return call.RequireAtMost(1, LengthOf(source), $"{call.Label} leaves nothing of axis {Axis} of {source}");
        var problem = $"{call.Label} cannot put {Before} elements before and {After} behind axis {Axis} of {source} in the mode {Mode}";
        if (Math.Min(Before, After) < 0)
            return Inference.Fails(DiagnosticIds.InvalidArgument, problem);
        return Mode switch
        {
            "Reflect" => call.RequireAtMost(Math.Max(Before, After) + 1, length, problem),
            "Circular" => call.RequireAtMost(Math.Max(Before, After), length, problem),
            _ => null,
        };
    }

    /// <summary>The axis with a number on both sides.</summary>
    public static Value WithConstants(InstructionContext context, Value source, int axis, int before, int after, float number) =>
        new PaddedAxis(axis, before, after, Constant, number).Apply(context, source);

    /// <summary>The padded value.</summary>
    public Value Apply(InstructionContext context, Value source)
    {
        if (Mode == Constant)
        {
            var kept = context.Slice(source, Axis, Math.Max(0, -Before), source.Shape[Axis] + Math.Min(0, Before) + Math.Min(0, After));
            return Join(context, [.. Numbers(context, source.Shape, Before), kept, .. Numbers(context, source.Shape, After)]);
        }

        var (before, after) = Sources(source.Shape[Axis]);
        return Join(
            context, [.. before.Select(place => Element(context, source, place)), source, .. after.Select(place => Element(context, source, place))]);
    }

    /// <summary>The gradient of the source from that of the padded value.</summary>
    public Value Gradient(InstructionContext context, Value gradient, Shape source)
    {
        if (Mode == Constant)
            return new PaddedAxis(Axis, -Before, -After, Constant, 0).Apply(context, gradient);
        return source[Axis].IsConstant
            ? GradientOfPlaces(context, gradient, (int)source[Axis].ConstantValue)
            : AxisSums.Of(context, [context.Slice(gradient, Axis, Before, source[Axis]), .. GradientsOfSides(context, gradient, source)]);
    }

    /// <summary>Where several elements come from one place, their gradients are added; all other places are one part.</summary>
    private Value GradientOfPlaces(InstructionContext context, Value gradient, int length)
    {
        var (before, after) = Sources(length);
        Dimension[] all = [.. before, .. Enumerable.Range(0, length).Select(place => (Dimension)place), .. after];
        var places = all.Select((place, target) => (Place: (int)place.ConstantValue, target)).ToLookup(pair => pair.Place, pair => pair.target);
        var shared = places.Where(place => place.Count() > 1).Select(place => place.Key).OrderBy(place => place).ToArray();
        var parts = new List<Value>();
        var next = 0;
        foreach (var place in shared)
        {
            AddSingles(place);
            parts.Add(AxisSums.Of(context, [.. places[place].Select(target => Element(context, gradient, target))]));
            next = place + 1;
        }

        AddSingles(length);
        return Join(context, [.. parts]);

        void AddSingles(int end)
        {
            if (end > next)
                parts.Add(context.Slice(gradient, Axis, next + Before, end - next));
        }
    }

    /// <summary>What the elements on each side give to the axis, among zeros: of an axis whose length is not known, they may come from the same places.</summary>
    private IEnumerable<Value> GradientsOfSides(InstructionContext context, Value gradient, Shape source)
    {
        var (before, after) = Sources(source[Axis]);
        var behind = before.Length + source[Axis];
        if (before.Length > 0)
            yield return Among(context, source, [.. before.Select((place, target) => (place, Element(context, gradient, target)))]);
        if (after.Length > 0)
            yield return Among(context, source, [.. after.Select((place, target) => (place, Element(context, gradient, behind + target)))]);
    }

    /// <summary>An axis of zeros but for neighbouring places, or one place to which all elements belong.</summary>
    private Value Among(InstructionContext context, Shape source, (Dimension Place, Value Element)[] elements)
    {
        var isOnePlace = elements.All(element => element.Place.Equals(elements[0].Place));
        (Dimension Place, Value Element)[] ascending = isOnePlace
            ? [(elements[0].Place, AxisSums.Of(context, [.. elements.Select(element => element.Element)]))]
            : Mode == "Reflect" ? [.. Enumerable.Reverse(elements)] : elements;
        var (first, end) = (ascending[0].Place, ascending[ascending.Length - 1].Place + 1);
        return Join(context, [.. Zeros(first), .. ascending.Select(element => element.Element), .. Zeros(source[Axis] - end)]);

        IEnumerable<Value> Zeros(Dimension count) => count.Equals(0) ? [] : [context.Constant(0, Of(source, count))];
    }

    /// <summary>The places of an axis that the elements on its sides come from.</summary>
    private (Dimension[] Before, Dimension[] After) Sources(Dimension length) => Mode switch
    {
        "Reflect" => ([.. Enumerable.Range(0, Before).Select(place => (Dimension)(Before - place))], [.. Enumerable.Range(0, After).Select(place => length - 2 - place)]),
        "Replicate" => ([.. Enumerable.Repeat((Dimension)0, Before)], [.. Enumerable.Repeat(length - 1, After)]),
        _ => ([.. Enumerable.Range(0, Before).Select(place => length - Before + place)], [.. Enumerable.Range(0, After).Select(place => (Dimension)place)]),
    };

    private Value Element(InstructionContext context, Value source, Dimension place) => context.Slice(source, Axis, place, 1);

    private Value Join(InstructionContext context, Value[] parts) => parts.Length == 1 ? parts[0] : context.Join(Axis, parts);

    private IEnumerable<Value> Numbers(InstructionContext context, Shape source, int count) => count <= 0 ? [] : [context.Constant(Number, Of(source, count))];

    private Shape Of(Shape source, Dimension length) => Shape.Of([.. source.Dimensions.Select((own, axis) => axis == Axis ? length : own)]);
}
