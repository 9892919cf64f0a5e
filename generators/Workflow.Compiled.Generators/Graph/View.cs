namespace Workflow.Compiled.Generators.Graphs;

/// <summary>Where the elements of a value lie: index (i, j, ...) at offset + i · stride + j · stride + ... in the memory of another value.</summary>
/// <param name="Root">The id of the value that has the memory; dense, row by row.</param>
/// <param name="Offset">The place of the first element.</param>
/// <param name="Strides">The distance of neighbours along each axis; 0 repeats an element.</param>
public sealed record View(int Root, Dimension Offset, EquatableArray<Dimension> Strides)
{
    /// <summary>A value in memory of its own.</summary>
    public static View Dense(int root, Shape shape) => new(root, 0, DenseStrides(shape));

    /// <summary>Whether the elements lie one after the other from the start of the memory.</summary>
    public bool IsDense(Shape shape)
    {
        var dense = DenseStrides(shape);
        return Offset.Equals(0) && Enumerable.Range(0, shape.Rank).All(axis => IsOne(shape[axis]) || Strides[axis].Equals(dense[axis]));
    }

    /// <summary>The axes in another order.</summary>
    public View Permute(IEnumerable<int> axes) => this with { Strides = axes.Select(axis => Strides[axis]).ToEquatableArray() };

    /// <summary>Every <paramref name="step"/>-th element along an axis from a start on.</summary>
    public View Slice(int axis, Dimension start, Dimension step) => this with
    {
        Offset = Offset + (start * Strides[axis]),
        Strides = Strides.Select((stride, i) => i == axis ? stride * step : stride).ToEquatableArray(),
    };

    /// <summary>Axes of length 1 repeated, and new ones in front.</summary>
    public View Expand(Shape source, Shape target)
    {
        var added = target.Rank - source.Rank;
        return this with
        {
            Strides = Enumerable.Range(0, target.Rank)
                .Select(axis => axis < added || (IsOne(source[axis - added]) && !IsOne(target[axis])) ? 0 : Strides[axis - added])
                .ToEquatableArray(),
        };
    }

    /// <summary>The same axes under other words for their lengths: where they lie side by side in some order, the strides are in these words, too.</summary>
    public View Relabel(Shape source, Shape target)
    {
        var strides = Strides.ToArray();
        var axes = Enumerable.Range(0, source.Rank).Where(axis => !IsOne(source[axis]) && !Strides[axis].Equals(0)).ToList();
        var (before, after) = ((Dimension)1, (Dimension)1);
        while (axes.FindIndex(axis => Strides[axis].Equals(before)) is >= 0 and var next)
        {
            var axis = axes[next];
            axes.RemoveAt(next);
            strides[axis] = after;
            (before, after) = (before * source[axis], after * target[axis]);
        }

        return axes.Count == 0 ? this with { Strides = strides.ToEquatableArray() } : this;
    }

    /// <summary>The same elements in the same order under another shape; null where that is not a view.</summary>
    public View? Reshape(Shape source, Shape target)
    {
        var runs = new Stack<(Dimension Length, Dimension Stride)>(Runs(source));
        var strides = new Dimension[target.Rank];
        var (left, stride) = ((Dimension)1, (Dimension)1);
        for (var axis = target.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            if (IsOne(target[axis]))
                continue;
            if (IsOne(left))
            {
                if (runs.Count == 0)
                    return null;
                (left, stride) = runs.Pop();
                strides[axis] = stride;
            }

            if (!Dimension.Modulo(left, target[axis]).Equals(0))
                return null;
            left = Dimension.FloorDivide(left, target[axis]);
            stride *= target[axis];
        }

        return IsOne(left) && runs.Count == 0 ? this with { Strides = strides.ToEquatableArray() } : null;
    }

    /// <summary>The same elements where the memory, which was dense, lies elsewhere; null where they would not be evenly spaced there.</summary>
    /// <param name="shape">The shape of the elements.</param>
    /// <param name="memory">The shape of the memory.</param>
    /// <param name="strides">The distances of neighbours along the axes of the memory, now.</param>
    public View? Inside(Shape shape, Shape memory, EquatableArray<Dimension> strides)
    {
        var runs = new View(Root, 0, strides).Runs(memory).ToArray();
        if (runs.Length == 0)
            return this;
        var before = DenseStrides(Shape.Of([.. runs.Select(run => run.Length)]));
        var places = runs.Select((run, i) => i == 0 ? Dimension.FloorDivide(Offset, before[i]) : Dimension.Modulo(Dimension.FloorDivide(Offset, before[i]), run.Length)).ToArray();
        var offset = runs.Zip(places, (run, place) => run.Stride * place).Aggregate((Dimension)0, (sum, distance) => sum + distance);
        var moved = new Dimension[shape.Rank];
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            // The outermost run along which the axis goes; the innermost is one.
            var run = Enumerable.Range(0, runs.Length).First(i => Dimension.Modulo(Strides[axis], before[i]).Equals(0));
            var step = Dimension.FloorDivide(Strides[axis], before[run]);
            moved[axis] = step * runs[run].Stride;
            places[run] += (shape[axis] - 1) * step;
        }

        return Enumerable.Range(1, runs.Length - 1).All(i => (runs[i].Length - 1 - places[i]).IsAtLeastZero) ? new View(Root, offset, moved.ToEquatableArray()) : null;
    }

    /// <summary>Axes that count on in one another joined, axes of length 1 dropped, outermost first.</summary>
    private IEnumerable<(Dimension Length, Dimension Stride)> Runs(Shape shape)
    {
        var runs = new List<(Dimension Length, Dimension Stride)>();
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (IsOne(shape[axis]))
                continue;
            var last = runs.Count - 1;
            if (last >= 0 && runs[last].Stride.Equals(shape[axis] * Strides[axis]))
                runs[last] = (runs[last].Length * shape[axis], Strides[axis]);
            else
                runs.Add((shape[axis], Strides[axis]));
        }

        return runs;
    }

    private static EquatableArray<Dimension> DenseStrides(Shape shape)
    {
        var strides = new Dimension[shape.Rank];
        Dimension stride = 1;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides.ToEquatableArray();
    }

    private static bool IsOne(Dimension dimension) => dimension.Equals(1);
}
