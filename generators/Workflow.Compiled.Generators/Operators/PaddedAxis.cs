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

    /// <summary>What is wrong for a tensor; null where nothing is.</summary>
    public string? Problem(Shape source)
    {
        var length = source[Axis];
        if (Mode == Constant)
        {
            if (Math.Min(Before, After) < 0 && !length.IsConstant)
                return $"takes elements away from axis {Axis}, whose length {length} must then be known while compiling";
            return LengthOf(source) is { IsConstant: true, ConstantValue: < 1 } ? $"leaves nothing of axis {Axis} of {source}" : null;
        }

        if (!length.IsConstant)
            return $"repeats elements of axis {Axis}, whose length {length} must then be known while compiling";
        var most = Mode == "Reflect" ? length.ConstantValue - 1 : Mode == "Circular" ? length.ConstantValue : int.MaxValue;
        return Math.Min(Before, After) < 0 || Math.Max(Before, After) > most
            ? $"cannot put {Before} elements before and {After} behind axis {Axis} of {source} in the mode {Mode}"
            : null;
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

        var places = Sources(source.Shape).ToArray();
        return Join(
            context,
            [
                .. places.Take(Before).Select(place => Element(context, source, place)),
                source,
                .. places.Skip(places.Length - After).Select(place => Element(context, source, place)),
            ]);
    }

    /// <summary>The gradient of the source from that of the padded value.</summary>
    public Value Gradient(InstructionContext context, Value gradient, Shape source)
    {
        if (Mode == Constant)
            return new PaddedAxis(Axis, -Before, -After, Constant, 0).Apply(context, gradient);
        // Where several elements come from one place, their gradients are added; all other places are one part.
        var places = Sources(source).Select((place, target) => (place, target)).ToLookup(pair => pair.place, pair => pair.target);
        var shared = places.Where(place => place.Count() > 1).Select(place => place.Key).OrderBy(place => place).ToArray();
        var parts = new List<Value>();
        var next = 0;
        foreach (var place in shared)
        {
            AddSingles(place);
            parts.Add(AxisSums.Of(context, [.. places[place].Select(target => Element(context, gradient, target))]));
            next = place + 1;
        }

        AddSingles((int)source[Axis].ConstantValue);
        return Join(context, [.. parts]);

        void AddSingles(int end)
        {
            if (end > next)
                parts.Add(context.Slice(gradient, Axis, next + Before, end - next));
        }
    }

    /// <summary>For each place of the padded axis the place that it comes from.</summary>
    private IEnumerable<int> Sources(Shape source)
    {
        var length = (int)source[Axis].ConstantValue;
        return Enumerable.Range(-Before, length + Before + After).Select(place => place >= 0 && place < length ? place : Mode switch
        {
            "Reflect" => place < 0 ? -place : (2 * (length - 1)) - place,
            "Replicate" => place < 0 ? 0 : length - 1,
            _ => (place + length) % length,
        });
    }

    private Value Element(InstructionContext context, Value source, int place) => context.Slice(source, Axis, place, 1);

    private Value Join(InstructionContext context, Value[] parts) => parts.Length == 1 ? parts[0] : context.Join(Axis, parts);

    private IEnumerable<Value> Numbers(InstructionContext context, Shape source, int count) =>
        count <= 0 ? [] : [context.Constant(Number, Shape.Of([.. source.Dimensions.Select((own, axis) => axis == Axis ? count : own)]))];
}
