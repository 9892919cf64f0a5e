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
internal sealed record PaddedAxis(int Axis, Dimension Before, Dimension After, string Mode, float Number)
{
    private const string Constant = "Constant";

    /// <summary>The length of the padded axis.</summary>
    public Dimension LengthOf(Shape source) => source[Axis] + Before + After;

    /// <summary>What is wrong for a tensor; null where nothing is. How long an axis must at least be is checked where the pass begins, if it is not known.</summary>
    public Inference? Check(OperatorCall call, Shape source)
    {
        var length = source[Axis];
        var problem = $"{call.Label} cannot put {Before} elements before and {After} behind axis {Axis} of {source} in the mode {Mode}";
        if (Mode == Constant)
        {
            if (Side.Of(Before) is not { } before || Side.Of(After) is not { } after)
                return Inference.Fails(DiagnosticIds.InvalidArgument, $"{problem}: it is not known whether these are numbers to add or to take away");
            foreach (var count in new[] { before.Added, before.Taken, after.Added, after.Taken })
                call.Comparisons.RequireCount(count, problem);
            return call.RequireAtMost(1, LengthOf(source), $"{call.Label} leaves nothing of axis {Axis} of {source}");
        }

        if (!Before.IsConstant || !After.IsConstant)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{problem}: pass numbers that are known while compiling");
        if (Math.Min(Count(Before), Count(After)) < 0)
            return Inference.Fails(DiagnosticIds.InvalidArgument, problem);
        return Mode switch
        {
            "Reflect" => call.RequireAtMost(Math.Max(Count(Before), Count(After)) + 1, length, problem),
            "Circular" => call.RequireAtMost(Math.Max(Count(Before), Count(After)), length, problem),
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
            var (before, after) = (Side.Of(Before)!, Side.Of(After)!);
            var kept = context.Slice(source, Axis, before.Taken, source.Shape[Axis] - before.Taken - after.Taken);
            return Join(context, [.. Numbers(context, source.Shape, before.Added), kept, .. Numbers(context, source.Shape, after.Added)]);
        }

        var (front, back) = Sources(source.Shape[Axis]);
        return Join(
            context, [.. front.Select(place => Element(context, source, place)), source, .. back.Select(place => Element(context, source, place))]);
    }

    /// <summary>The gradient of the source from that of the padded value.</summary>
    public Value Gradient(InstructionContext context, Value gradient, Shape source)
    {
        if (Mode == Constant)
            return new PaddedAxis(Axis, 0 - Before, 0 - After, Constant, 0).Apply(context, gradient);
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
    private (Dimension[] Before, Dimension[] After) Sources(Dimension length)
    {
        var (before, after) = (Count(Before), Count(After));
        return Mode switch
        {
            "Reflect" => ([.. Enumerable.Range(0, before).Select(place => (Dimension)(before - place))], [.. Enumerable.Range(0, after).Select(place => length - 2 - place)]),
            "Replicate" => ([.. Enumerable.Repeat((Dimension)0, before)], [.. Enumerable.Repeat(length - 1, after)]),
            _ => ([.. Enumerable.Range(0, before).Select(place => length - before + place)], [.. Enumerable.Range(0, after).Select(place => (Dimension)place)]),
        };
    }

    private static int Count(Dimension number) => (int)number.ConstantValue;

    private Value Element(InstructionContext context, Value source, Dimension place) => context.Slice(source, Axis, place, 1);

    private Value Join(InstructionContext context, Value[] parts) => parts.Length == 1 ? parts[0] : context.Join(Axis, parts);

    private IEnumerable<Value> Numbers(InstructionContext context, Shape source, Dimension count) => count.Equals(0) ? [] : [context.Constant(Number, Of(source, count))];

    private Shape Of(Shape source, Dimension length) => Shape.Of([.. source.Dimensions.Select((own, axis) => axis == Axis ? length : own)]);

    /// <summary>What happens on one side of an axis.</summary>
    /// <param name="Added">The elements that are added.</param>
    /// <param name="Taken">The elements that are taken away.</param>
    private sealed record Side(Dimension Added, Dimension Taken)
    {
        /// <summary>A number of elements, negative for such as are taken away; null where the sign is not known.</summary>
        public static Side? Of(Dimension number) => number.IsAtLeastZero ? new(number, 0) : (0 - number).IsAtLeastZero ? new(0, 0 - number) : null;
    }
}
