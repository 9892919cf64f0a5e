using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Writes a reduction over any axes as reductions of [outer, reduced, inner], one for each run of neighbouring axes.</summary>
internal static class AxisReduction
{
    /// <param name="axes">Sorted; none means that <paramref name="output"/> is the source itself.</param>
    public static void Emit(
        ProgramBuilder builder,
        string kernel,
        Value source,
        IReadOnlyList<int> axes,
        Value output,
        string label,
        bool isBackward)
    {
        if (axes.Count == 0)
        {
            builder.EmitView(builder.ViewOf(source), output, label, isBackward);
            return;
        }

        // From the last run to the first, so that the axes in front keep their numbers.
        var runs = Runs(axes);
        var dimensions = source.Shape.Dimensions.ToList();
        for (var i = runs.Count - 1; i >= 0; i--)
        {
            var (start, end) = runs[i];
            var shape = Shape.Of([.. dimensions]);
            dimensions.RemoveRange(start, end - start);
            var target = i == 0 ? output : builder.NewValue($"{output.Name}Partial", Shape.Of([.. dimensions]));
            var operation = new Operation.Reduction(
                kernel,
                ShapeRules.Product(shape, 0, start),
                ShapeRules.Product(shape, start, end),
                ShapeRules.Product(shape, end, shape.Rank));
            builder.Emit(operation, [source], target, label, kernel == "Sum" ? "Σ {0}" : $"{kernel.ToLowerInvariant()} {{0}}", isBackward);
            source = target;
        }
    }

    private static List<(int Start, int End)> Runs(IReadOnlyList<int> axes)
    {
        var runs = new List<(int Start, int End)>();
        foreach (var axis in axes)
        {
            if (runs.Count > 0 && runs[runs.Count - 1].End == axis)
                runs[runs.Count - 1] = (runs[runs.Count - 1].Start, axis + 1);
            else
                runs.Add((axis, axis + 1));
        }

        return runs;
    }
}
