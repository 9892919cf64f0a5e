using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Whether the steps that write and read a value can do so where its rows lie apart, inside of a larger value.</summary>
internal sealed class PartAccess
{
    // Rows that are shorter than a register are passed over one by one: a copy, which does that once, is cheaper.
    private const long ShortRow = 16;

    private readonly Program _program;
    private readonly Views _views;
    private readonly Dictionary<int, StepDraft> _producers = [];
    private readonly ILookup<int, (StepDraft Step, Instruction Reader)> _readers;
    private readonly ILookup<int, int> _viewsOf;

    public PartAccess(Program program, Views views, Drafts drafts)
    {
        (_program, _views) = (program, views);
        foreach (var step in drafts.Steps)
        {
            foreach (var value in step.Computed)
                _producers[value] = step;
        }

        _readers = drafts.Steps
            .SelectMany(step => step.Instructions.SelectMany(reader => reader.Inputs.Select(input => (Root: views.RootOf(input), Reading: (Step: step, Reader: reader)))))
            .ToLookup(read => read.Root, read => read.Reading);
        _viewsOf = program.Values.ToLookup(value => views.RootOf(value.Id), value => value.Id);
    }

    /// <summary>The step that computes a value; null for what comes from outside.</summary>
    public StepDraft? ProducerOf(int value) => _producers.TryGetValue(value, out var step) ? step : null;

    /// <summary>Whether another step than a join reads a value.</summary>
    public bool IsReadElsewhere(StepDraft join, int root) => _readers[root].Any(reading => reading.Reader != join.Kernel);

    /// <summary>Whether a part of a shape is one piece of a memory.</summary>
    public static bool IsContiguous(Shape part, EquatableArray<Dimension> strides) => RegionAccess.IsContiguous(part, strides, 0);

    /// <summary>A part's memory and the views of it that somebody reads, where the part lies in its place.</summary>
    /// <param name="part">The id of the part, which is all of its memory.</param>
    /// <param name="strides">The distances along the axes of the part.</param>
    public IEnumerable<(int Value, View View)> Moved(int part, EquatableArray<Dimension> strides) => _viewsOf[_views.RootOf(part)]
        .Select(value => (value, View: Moved(value, part, strides)))
        .Where(moved => moved.View is not null)
        .Select(moved => (moved.value, moved.View!));

    /// <summary>Why a part must have memory of its own; null where it need not.</summary>
    public string? Obstacle(StepDraft join, StepDraft producer, int part, EquatableArray<Dimension> strides)
    {
        var (root, shape) = (_views.RootOf(part), _program.Values[part].Shape);
        if (producer.Role == StepRole.Forward != (join.Role == StepRole.Forward))
            return "it belongs to the forward pass";
        if (IsContiguous(shape, strides))
            return null;
        var others = _readers[root].Where(reading => reading.Reader != join.Kernel).ToArray();
        if (HasShortRows(shape, strides) && others.Any(reading => reading.Reader.Operation is Operation.Pointwise or Operation.Reduction))
            return "its rows are too short to be read apart";
        if (Moved(root, part, strides) is not { } place || !CanWrite(producer, root, place))
            return "what computes it writes it in one piece";
        return others.FirstOrDefault(reading => !CanRead(reading.Step, reading.Reader, part, strides)) is { Reader: { } reader }
            ? $"{reader.Label} reads it in one piece"
            : null;
    }

    /// <summary>Where a view of a part lies then; null where its elements are not evenly spaced.</summary>
    private View? Moved(int value, int part, EquatableArray<Dimension> strides) =>
        _views[value].Inside(_program.Values[value].Shape, _program.Values[part].Shape, strides);

    private static bool HasShortRows(Shape shape, EquatableArray<Dimension> strides)
    {
        // Where not even the elements of the last axis are neighbours, each is a row.
        var first = Enumerable.Range(0, shape.Rank).Where(axis => RegionAccess.IsContiguous(shape, strides, axis)).DefaultIfEmpty(shape.Rank).First();
        return ShapeRules.Product(shape, first, shape.Rank) is { IsConstant: true, ConstantValue: < ShortRow };
    }

    private bool CanWrite(StepDraft producer, int root, View place)
    {
        var shape = _program.Values[root].Shape;
        if (producer.Kernel is { Operation: Operation.Join })
            return true;
        if (!shape.Equals(producer.Domain) || producer.Sums.Any(sum => sum.Output == root))
            return false;
        return producer switch
        {
            { Kernel: { Operation: Operation.Product } product } =>
                MatrixAccess.OfResult(place, shape, MatrixAccess.IsBatched(_program.Values[product.Inputs[1]].Shape)) is not null,
            { Kernel: not null } => false,
            // A row of one element is a number, which goes to the number of its row.
            { Rows: { } rows } => producer.Body.Count > 1 && RegionAccess.IsContiguous(shape, place.Strides, rows.FirstColumn)
                && !ShapeRules.IsOne(ShapeRules.Product(shape, rows.FirstColumn, shape.Rank)),
            _ => RegionAccess.IsContiguous(shape, place.Strides, producer.SumDomain?.FirstColumn ?? Math.Max(0, shape.Rank - 1)),
        };
    }

    private bool CanRead(StepDraft step, Instruction reader, int part, EquatableArray<Dimension> strides) =>
        reader.Inputs.Where(input => _views.RootOf(input) == _views.RootOf(part)).All(input =>
            Moved(input, part, strides) is { } view && reader.Operation switch
            {
                Operation.Join => true,
                Operation.Product => IsMatrix(reader, input, view),
                Operation.Pointwise or Operation.Reduction when step.Kernel != reader => IsEven(step, _program.Values[input].Shape, view),
                _ => false,
            });

    private bool IsMatrix(Instruction product, int input, View view)
    {
        var (left, right, own) = (_program.Values[product.Inputs[0]].Shape, _program.Values[product.Inputs[1]].Shape, _program.Values[input].Shape);
        return MatrixAccess.IsReadable(view, own, left, right);
    }

    private static bool IsEven(StepDraft step, Shape shape, View view)
    {
        if (step.Rows is { } rows)
            return step.Body.Count > 1 && RegionAccess.IsEven(rows, shape, view);
        return step.SumDomain?.FirstColumn is not { } column || RegionAccess.IsEven(new RowDomain(step.Domain, column), shape, view);
    }
}
