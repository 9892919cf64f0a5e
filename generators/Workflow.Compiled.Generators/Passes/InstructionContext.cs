using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The instructions that operators are made of, forward and backward. Each gives a new value.</summary>
public abstract class InstructionContext
{
    private static readonly PointwiseRule Fill = new("{number}", "{number}");

    private readonly int _site;
    private readonly bool _isBackward;

    private protected InstructionContext(ProgramBuilder builder, OperatorNode node, int site, bool isBackward) =>
        (Builder, Node, _site, _isBackward) = (builder, node, site, isBackward);

    /// <summary>The operands of the operation.</summary>
    public IReadOnlyList<Value> Inputs => [.. Node.Inputs.Select(id => Builder.Values[id])];

    /// <summary>The result of the operation, <c>y</c>.</summary>
    public Value Output => Builder.Values[Node.Output];

    /// <summary>The constants of the operation.</summary>
    public Attributes Attributes => Node.Attributes;

    private protected ProgramBuilder Builder { get; }

    private protected OperatorNode Node { get; }

    /// <summary>A pointwise computation of a given shape; lengths can be mentioned like operands.</summary>
    public Value Pointwise(
        PointwiseRule rule,
        Shape shape,
        IReadOnlyList<(string Name, Value Value)> operands,
        params (string Name, Dimension Length)[] lengths)
    {
        var computation = new PointwiseComputation(rule, operands, Node.Label, _isBackward) { Lengths = lengths, Attributes = Attributes, Site = _site };
        return Builder.Pointwise(computation, [.. computation.Mentioned.Select(operand => operand.Value), .. Inputs], NameOf(rule), shape);
    }

    /// <summary>A matrix product, or where the right operand has more than two axes, many: leading axes broadcast.</summary>
    public Value Product(Value left, Value right, bool transposeLeft = false, bool transposeRight = false)
    {
        var result = NewValue(ShapeRules.OfProduct(left.Shape, right.Shape, transposeLeft, transposeRight), "Product");
        var formula = $"{{0}}{(transposeLeft ? "ᵀ" : "")} · {{1}}{(transposeRight ? "ᵀ" : "")}";
        Builder.Emit(new Operation.Product(transposeLeft, transposeRight), [left, right], result, Node.Label, formula, _isBackward);
        return result;
    }

    /// <summary>The elements along some axes, which are sorted, joined by a method of <c>Reduce</c>; the axes vanish.</summary>
    public Value Reduce(string kernel, Value source, IReadOnlyList<int> axes)
    {
        if (Builder.IsChannelsLast(source))
            return ReduceInMemory(kernel, source, axes);
        var kept = Enumerable.Range(0, source.Shape.Rank).Except(axes).Select(axis => source.Shape[axis]);
        var result = NewValue(Shape.Of([.. kept]), kernel);
        AxisReduction.Emit(Builder, kernel, source, axes, result, Node.Label, _isBackward);
        return result;
    }

    /// <summary>Images are reduced as they lie; the axes that are left come in the user's order.</summary>
    private Value ReduceInMemory(string kernel, Value source, IReadOnlyList<int> axes)
    {
        var rank = source.Shape.Rank;
        var reduced = Reduce(kernel, ToChannelsLast(source), [.. axes.Select(axis => ChannelsLast.PlaceOf(axis, rank)).OrderBy(place => place)]);
        var kept = ChannelsLast.Order(rank).Where(axis => !axes.Contains(axis)).ToArray();
        return Permute(reduced, [.. kept.OrderBy(axis => axis).Select(axis => Array.IndexOf(kept, axis))]);
    }

    /// <summary>The same; the axes stay with length 1, so that the result broadcasts against the source.</summary>
    public Value ReduceKeeping(string kernel, Value source, IReadOnlyList<int> axes) => Reshape(
        Reduce(kernel, source, axes),
        Shape.Of([.. source.Shape.Dimensions.Select((length, axis) => axes.Contains(axis) ? 1 : length)]));

    /// <summary>A kernel along one axis, which keeps the shape.</summary>
    public Value AlongAxis(string kernel, string formula, int axis, params (string Name, Value Value)[] operands)
    {
        var result = NewValue(operands[0].Value.Shape);
        AxisKernel.Emit(Builder, kernel, formula, axis, operands, result, Node.Label, _isBackward);
        return result;
    }

    /// <summary>A kernel of the library: its operands, lengths, result and constants, in this order.</summary>
    /// <param name="method">The class and method.</param>
    /// <param name="formula">The mathematics, with <c>{0}</c> for the first operand.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="operands">What it reads.</param>
    /// <param name="lengths">The lengths that it is told.</param>
    /// <param name="constants">The last arguments, as C#. An operand that one of them mentions, as <c>{2}</c>, is not passed on its own.</param>
    /// <param name="scratch">The shape of memory that it works in, the last of its results; null for none.</param>
    /// <param name="further">Results behind the first. Where nothing reads such a result, the kernel is told that it is not wanted.</param>
    public Value Kernel(
        string method, string formula, Shape shape, Value[] operands, Dimension[] lengths, string[]? constants = null, Shape? scratch = null, params Value[] further)
    {
        Value[] memory = scratch is null ? [] : [NewValue(scratch, "Scratch")];
        var result = NewValue(shape);
        var operation = new Operation.LibraryCall(method, lengths.ToEquatableArray(), (constants ?? []).ToEquatableArray(), memory.Length > 0);
        Builder.Emit(operation, operands, [result, .. further, .. memory], Node.Label, formula, _isBackward);
        return result;
    }

    /// <summary>A kernel over windows of channels-last images.</summary>
    /// <param name="kernel">The kernel and its geometry.</param>
    /// <param name="formula">The mathematics, with <c>{0}</c> for the first operand.</param>
    /// <param name="shape">The shape of the result, in the order of memory.</param>
    /// <param name="operands">What it reads.</param>
    public Value Window(Operation.Window kernel, string formula, Shape shape, params Value[] operands)
    {
        var result = NewValue(shape);
        Builder.Emit(kernel, operands, result, Node.Label, formula, _isBackward);
        return result;
    }

    /// <summary>The same, with a second result: which element of its window each number is.</summary>
    /// <param name="kernel">The kernel and its geometry.</param>
    /// <param name="numbers">How elements are numbered: by bytes where windows are small.</param>
    /// <param name="formula">The mathematics, with <c>{0}</c> for the first operand.</param>
    /// <param name="shape">The shape of both results, in the order of memory.</param>
    /// <param name="operands">What it reads.</param>
    public (Value Result, Value Elements) WindowWithElements(Operation.Window kernel, ElementType numbers, string formula, Shape shape, params Value[] operands)
    {
        var elements = Builder.NewValue(NameOf("Elements"), shape, element: numbers);
        var result = NewValue(shape);
        Builder.Emit(kernel, operands, [result, elements], Node.Label, formula, _isBackward);
        return (result, elements);
    }

    /// <summary>The same elements in the same order under another shape.</summary>
    public Value Reshape(Value source, Shape shape)
    {
        if (source.Shape.Equals(shape))
            return source;
        if (Builder.ViewOf(source).Reshape(source.Shape, shape) is { } view)
            return View(view, shape);
        // Where counts are only known to be equal from without, the algebra may not see it.
        if (Builder.ViewOf(source) is var whole && whole.IsDense(source.Shape))
            return View(Graphs.View.Dense(whole.Root, shape), shape);
        var copy = Builder.Copy(source, source.Name, source.Symbol, _isBackward);
        return View(Graphs.View.Dense(copy.Id, shape), shape);
    }

    /// <summary>The same elements under other words for the lengths.</summary>
    public Value Relabel(Value source, Shape shape) =>
        source.Shape.Equals(shape) ? source : View(Builder.ViewOf(source).Relabel(source.Shape, shape), shape);

    /// <summary>Whether the columns of a value's matrices are contiguous in memory, and their rows are not.</summary>
    public bool LiesTransposed(Value value) => MatrixAccess.LiesTransposed(Builder.ViewOf(value), value.Shape);

    /// <summary>The axes in another order.</summary>
    public Value Permute(Value source, params int[] axes) => Builder.Permute(source, axes, Node.Label, _isBackward);

    /// <summary>Images [batch, channels, height, width] as kernels see them: [batch, height, width, channels].</summary>
    public Value ToChannelsLast(Value images) => Builder.ToChannelsLast(images, images.Shape.Rank, Node.Label, _isBackward);

    /// <summary>Images [batch, height, width, channels] as users see them.</summary>
    public Value FromChannelsLast(Value images) => Permute(images, ChannelsLast.Inverse(images.Shape.Rank));

    /// <summary>A part of an axis.</summary>
    public Value Slice(Value source, int axis, Dimension start, Dimension length, int step = 1) =>
        View(Builder.ViewOf(source).Slice(axis, start, step), Shape.Of([.. source.Shape.Dimensions.Select((own, i) => i == axis ? length : own)]));

    /// <summary>Axes of length 1 repeated, and new axes in front.</summary>
    public Value Expand(Value source, Shape shape) => View(Builder.ViewOf(source).Expand(source.Shape, shape), shape);

    /// <summary>Values one after the other along an axis.</summary>
    public Value Join(int axis, params Value[] parts) => parts.Any(Builder.IsChannelsLast)
        ? FromChannelsLast(JoinInMemory(ChannelsLast.PlaceOf(axis, parts[0].Shape.Rank), [.. parts.Select(ToChannelsLast)]))
        : JoinInMemory(axis, parts);

    private Value JoinInMemory(int axis, Value[] parts)
    {
        var shape = parts[0].Shape;
        var total = parts.Aggregate((Dimension)0, (sum, part) => sum + part.Shape[axis]);
        var result = NewValue(Shape.Of([.. shape.Dimensions.Select((length, i) => i == axis ? total : length)]));
        var formula = $"[{string.Join(", ", parts.Select((_, i) => $"{{{i}}}"))}]";
        Builder.Emit(new Operation.Join(axis), parts, result, Node.Label, formula, _isBackward);
        return result;
    }

    /// <summary>A value of one number, which only pointwise work and joins may read: it is nowhere in memory.</summary>
    public Value Constant(float number, Shape shape) => Builder.Constant(number, shape);

    /// <summary>A tensor of one number, which any operation may read.</summary>
    public Value Filled(float number, Shape shape) =>
        Builder.Pointwise(new PointwiseComputation(Fill, [("number", Constant(number, Shape.Of()))], Node.Label, _isBackward), Inputs, NameOf(""), shape);

    private Value View(View view, Shape shape)
    {
        var result = NewValue(shape);
        Builder.EmitView(view, result, Node.Label, _isBackward);
        return result;
    }

    private protected Value NewValue(Shape shape, string suffix = "") => Builder.NewValue(NameOf(suffix), shape);

    // What has a role of its own in an operator is no gradient, also where the backward pass computes it again.
    private string NameOf(PointwiseRule rule) => rule.Role.Length > 0 ? Node.Label + rule.Role : NameOf("");

    private string NameOf(string suffix) => Node.Label + (_isBackward ? "Gradient" : "") + suffix;
}
