using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Decides how a pointwise region walks its domain: as rows x columns, with as many trailing axes as possible in the columns, such that
/// each operand either runs along them or stays at one element. What remains is an offset of the row.
/// </summary>
internal static class RegionAccess
{
    /// <param name="leadingProduct">The id of the matrix product that the region finishes; null for a region of its own.</param>
    public static Region Build(Program program, int[] roots, StepDraft draft, int[] results, int? leadingProduct)
    {
        var loads = Loads(program, roots, draft);
        var domain = draft.Domain;
        // A product's tiles are cut from its rows and columns; a region of its own may join axes freely.
        var split = leadingProduct is null ? Split(domain, loads) : Math.Max(0, domain.Rank - 1);
        var columns = ShapeRules.Product(domain, split, domain.Rank);
        var operands = loads.Select(load => new Operand(
            load.Root,
            RowOffset(domain, Align(load.Shape, domain.Rank), split),
            RunsAlong(domain, Align(load.Shape, domain.Rank), split)));
        var statements = draft.Pointwise.Select(instruction => new Statement(
            instruction.Output,
            (Operation.Pointwise)instruction.Operation,
            instruction.Inputs.Select(input => roots[input]).ToEquatableArray()));
        return new Region(
            ShapeRules.Product(domain, 0, split),
            columns,
            operands.ToEquatableArray(),
            statements.ToEquatableArray(),
            results.ToEquatableArray());
    }

    /// <summary>The values from outside, each once, with the shape under which the region sees them.</summary>
    private static List<(int Root, Shape Shape)> Loads(Program program, int[] roots, StepDraft draft)
    {
        var loads = new List<(int Root, Shape Shape)>();
        foreach (var input in draft.Pointwise.SelectMany(instruction => instruction.Inputs))
        {
            var isOutside = !draft.Computes(roots[input]) && program.Values[input].Kind != ValueKind.Constant;
            if (isOutside && !loads.Any(load => load.Root == roots[input]))
                loads.Add((roots[input], program.Values[input].Shape));
        }

        return loads;
    }

    /// <summary>The first axis that belongs to the columns: the lowest from which every operand either has all lengths or none.</summary>
    private static int Split(Shape domain, IReadOnlyList<(int Root, Shape Shape)> loads)
    {
        for (var split = 0; split < domain.Rank; split++)
        {
            if (loads.All(load => IsUniform(domain, Align(load.Shape, domain.Rank), split)))
                return split;
        }

        return Math.Max(0, domain.Rank - 1);
    }

    private static bool IsUniform(Shape domain, Dimension[] operand, int start)
    {
        var axes = Enumerable.Range(start, domain.Rank - start).Where(axis => !ShapeRules.IsOne(domain[axis])).ToArray();
        return axes.All(axis => ShapeRules.IsOne(operand[axis])) || axes.All(axis => !ShapeRules.IsOne(operand[axis]));
    }

    private static bool RunsAlong(Shape domain, Dimension[] operand, int split) =>
        Enumerable.Range(split, domain.Rank - split).Any(axis => !ShapeRules.IsOne(operand[axis]));

    /// <summary>Where a row starts in an operand: the row's index taken apart into those leading axes that the operand has.</summary>
    private static Dimension RowOffset(Shape domain, Dimension[] operand, int split)
    {
        var row = Dimension.Symbol(Region.RowSymbol);
        Dimension offset = 0;
        Dimension stride = operand.Skip(split).Aggregate((Dimension)1, (product, length) => product * length);
        Dimension inner = 1;
        var axis = split - 1;
        while (axis >= 0)
        {
            // Neighbouring axes that the operand shares with the domain are taken as one, so that a full operand is simply row * columns.
            var first = axis;
            Dimension run = domain[axis];
            while (first > 0 && Shares(domain, operand, first - 1) == Shares(domain, operand, axis))
                run *= domain[--first];
            if (Shares(domain, operand, axis))
            {
                var index = Dimension.FloorDivide(row, inner);
                offset += (first == 0 ? index : Dimension.Modulo(index, run)) * stride;
                stride *= run;
            }

            inner *= run;
            axis = first - 1;
        }

        return offset;
    }

    private static bool Shares(Shape domain, Dimension[] operand, int axis) =>
        ShapeRules.IsOne(domain[axis]) || !ShapeRules.IsOne(operand[axis]);

    private static Dimension[] Align(Shape shape, int rank) =>
        [.. Enumerable.Repeat((Dimension)1, rank - shape.Rank), .. shape.Dimensions];
}
