using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Decides how a pointwise region walks its domain: as rows x columns, with as many trailing axes as possible in the columns, such that
/// each operand moves by one distance along them. What remains is an offset of the row.
/// </summary>
internal sealed class RegionAccess(Program program, Views views)
{
    /// <param name="draft">The step; its pointwise instructions are the region.</param>
    /// <param name="results">The ids of the values that are stored.</param>
    /// <param name="hasProduct">Whether the region finishes a matrix product, whose tiles are cut from its rows and columns.</param>
    public Region Build(StepDraft draft, int[] results, bool hasProduct)
    {
        var loads = new Loads(program, views, draft);
        var domain = draft.Domain;
        var places = results.Select(result => Align(program.Values[result].Shape, views[result], domain)).ToArray();
        var split = hasProduct ? Math.Max(0, domain.Rank - 1) : draft.SumDomain?.FirstColumn ?? Split(domain, loads.All, places);
        return new Region(
            ShapeRules.Product(domain, 0, split),
            ShapeRules.Product(domain, split, domain.Rank),
            Operands(domain, split, loads.All),
            Statements(draft, loads).ToEquatableArray(),
            results.Zip(places, (result, place) => new Target(result, RowOffset(domain, place, split))).ToEquatableArray());
    }

    /// <summary>How a step over rows stores a value, which has the shape of the rows or one number for each.</summary>
    public Target TargetOf(RowDomain rows, int value) => new(
        value,
        program.Values[value].Shape.Equals(rows.Shape) ? RowOffset(rows.Shape, [.. views[value].Strides], rows.FirstColumn) : Region.Row);

    /// <summary>Whether kernels over rows can load a value: it moves evenly along the columns.</summary>
    public static bool IsEven(RowDomain rows, Shape shape, View view) => IsEven(rows.Shape, Align(shape, view, rows.Shape), rows.FirstColumn);

    /// <summary>How a step over rows reaches what it loads.</summary>
    public static EquatableArray<Operand> Operands(RowDomain rows, Loads loads) => Operands(rows.Shape, rows.FirstColumn, loads.All);

    /// <summary>The region that writes a value into its part of a larger one.</summary>
    /// <param name="producer">What computes the value; null where it is in memory.</param>
    /// <param name="part">The id of the value.</param>
    /// <param name="whole">The id of the larger value.</param>
    /// <param name="axis">The axis along which the parts follow one another.</param>
    /// <param name="start">The place of the part along the axis.</param>
    public Region BuildPart(StepDraft? producer, int part, int whole, int axis, Dimension start)
    {
        var domain = program.Values[part].Shape;
        var computed = producer is null ? null : new Loads(program, views, producer);
        IReadOnlyList<Load> loads = computed?.All ?? (program.Values[part].Kind == ValueKind.Constant ? [] : [new Load(part, domain, views[part])]);
        Dimension[] target = [.. views[whole].Strides];
        var split = Split(domain, loads, target);
        return new Region(
            ShapeRules.Product(domain, 0, split),
            ShapeRules.Product(domain, split, domain.Rank),
            Operands(domain, split, loads),
            [.. computed is null ? [] : Statements(producer!, computed), new Statement(whole, new Operation.Pointwise("{0}", [], -1), [part])],
            [new Target(whole, (start * target[axis]) + RowOffset(domain, target, split))]);
    }

    private static IEnumerable<Statement> Statements(StepDraft draft, Loads loads) => draft.Body.Select(instruction => new Statement(
        instruction.Output,
        (Operation.Pointwise)instruction.Operation,
        instruction.Inputs.Select(loads.IdOf).ToEquatableArray()));

    private static EquatableArray<Operand> Operands(Shape domain, int split, IEnumerable<Load> loads) => loads
        .Select(load => (Load: load, Strides: Align(load.Shape, load.View, domain)))
        .Select(operand => new Operand(
            operand.Load.Id,
            operand.Load.View.Root,
            operand.Load.View.Offset + RowOffset(domain, operand.Strides, split),
            ColumnStride(domain, operand.Strides, split)))
        .ToEquatableArray();

    /// <summary>The distances by which an operand moves along the axes of the domain; 0 where it repeats.</summary>
    private static Dimension[] Align(Shape shape, View view, Shape domain)
    {
        var added = domain.Rank - shape.Rank;
        return [.. Enumerable.Range(0, domain.Rank).Select(axis => axis < added || ShapeRules.IsOne(shape[axis - added]) ? 0 : view.Strides[axis - added])];
    }

    /// <summary>The first axis that belongs to the columns: the lowest from which every operand moves evenly, and results from element to element.</summary>
    private static int Split(Shape domain, IEnumerable<Load> loads, params Dimension[][] results)
    {
        Dimension[][] operands = [.. loads.Select(load => Align(load.Shape, load.View, domain))];
        for (var split = 0; split < domain.Rank; split++)
        {
            if (operands.All(strides => IsEven(domain, strides, split)) && results.All(strides => IsContiguous(domain, strides, split)))
                return split;
        }

        return domain.Rank;
    }

    /// <summary>Whether the elements from an axis on follow one another.</summary>
    internal static bool IsContiguous(Shape domain, IReadOnlyList<Dimension> strides, int split) =>
        IsEven(domain, strides, split) && (LongAxes(domain, split) is not [.., var last] || strides[last].Equals(1));

    private static bool IsEven(Shape domain, IReadOnlyList<Dimension> strides, int split)
    {
        var axes = LongAxes(domain, split);
        return axes.Zip(axes.Skip(1), (outer, inner) => strides[outer].Equals(domain[inner] * strides[inner])).All(isEven => isEven);
    }

    private static Dimension ColumnStride(Shape domain, Dimension[] strides, int split)
    {
        var axes = LongAxes(domain, split);
        return axes.Length == 0 ? 0 : strides[axes[axes.Length - 1]];
    }

    private static int[] LongAxes(Shape domain, int start) =>
        [.. Enumerable.Range(start, domain.Rank - start).Where(axis => !ShapeRules.IsOne(domain[axis]))];

    /// <summary>Where a row starts in an operand: the row's index taken apart into runs of axes along which the operand moves evenly.</summary>
    private static Dimension RowOffset(Shape domain, Dimension[] strides, int split)
    {
        Dimension offset = 0;
        Dimension inner = 1;
        for (var axis = split - 1; axis >= 0; axis--)
        {
            if (ShapeRules.IsOne(domain[axis]))
                continue;
            var stride = strides[axis];
            Dimension run = domain[axis];
            // A full operand is simply row * columns, because all its axes are one run.
            while (axis > 0 && (ShapeRules.IsOne(domain[axis - 1]) || strides[axis - 1].Equals(run * stride)))
                run *= domain[--axis];
            var index = Dimension.FloorDivide(Region.Row, inner);
            var isOutermost = ShapeRules.IsOne(ShapeRules.Product(domain, 0, axis));
            offset += (isOutermost ? index : Dimension.Modulo(index, run)) * stride;
            inner *= run;
        }

        return offset;
    }
}
