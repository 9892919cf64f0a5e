using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Turns what takes parts of a tensor in C#'s own notation, or several at once, into slices and selections.</summary>
internal sealed class PartTracer(BodyTrace body)
{
    private const int MostParts = 64;

    private ErrorList Errors => body.Module.Errors;

    /// <summary><c>x.Split(2, dim: 1)</c>, <c>x.Split([2, 3], dim: 1)</c> and <c>x.Chunk(3, dim: 1)</c>.</summary>
    public Held Cut(IInvocationOperation call)
    {
        if (body.Expressions.Tensor(call.Instance ?? call.Argument("input")!) is not { } input || AxisOf(call, input) is not { } axis)
            return new HeldError();
        if (LengthsOf(call, input.Value.Shape[axis]) is not { } lengths)
        {
            Errors.Report(
                DiagnosticIds.InvalidArgument,
                call.Syntax.GetLocation(),
                [],
                PartEdits.ForSizes(call, input.Value.Shape[axis], body),
                [
                    $"{call.TargetMethod.Name} cannot tell the parts of axis {axis} of {input.Source} {input.ShapeText}: "
                    + "their lengths must be known while compiling, be at least 1 and add up to that of the axis",
                ]);
            return new HeldError();
        }

        var parts = new List<HeldItem>();
        Dimension start = 0;
        foreach (var length in lengths)
        {
            parts.Add(new HeldItem(Slice(call, call.TargetMethod.Name, input, axis, start, start + length)));
            start += length;
        }

        return new HeldTuple(parts.ToEquatableArray());
    }

    /// <summary><c>x[.., 2..5, ^1]</c></summary>
    public Held Index(IPropertyReferenceOperation reference)
    {
        if (body.Expressions.Tensor(reference.Instance!) is not { } input)
            return new HeldError();
        if (Constants.Elements(reference.Arguments[0].Value) is not { } places)
            return Unknown(reference.Arguments[0].Value);
        if (places.Count > input.Value.Shape.Rank)
        {
            Errors.Report(
                DiagnosticIds.InvalidArgument,
                reference.Syntax.GetLocation(),
                $"'{reference.Syntax}' names {places.Count} axes, but {input.Source} {input.ShapeText} has {input.Value.Shape.Rank}");
            return new HeldError();
        }

        // From the last: a place that removes its axis moves only those behind it.
        Held held = new HeldTensor(input);
        for (var axis = places.Count - 1; axis >= 0 && held is HeldTensor tensor; axis--)
            held = Take(reference, tensor.Traced, axis, places[axis].Unconverted());
        return held;
    }

    /// <summary>One of several tensors: <c>parts[1]</c></summary>
    public Held Element(IArrayElementReferenceOperation reference)
    {
        var held = body.Expressions.Evaluate(reference.ArrayReference);
        if (held is not HeldTuple parts)
            return new HeldError();
        if (PlaceOf(reference.Indices[0], parts.Items.Count) is { IsConstant: true } place && place.ConstantValue >= 0 && place.ConstantValue < parts.Items.Count)
            return parts.Items[(int)place.ConstantValue].Value;
        Errors.Report(
            DiagnosticIds.InvalidArgument,
            reference.Syntax.GetLocation(),
            $"'{reference.Syntax}' must be one of {parts.Items.Count} parts, by a number that is known while compiling");
        return new HeldError();
    }

    private Held Take(IOperation reference, Traced input, int axis, IOperation place)
    {
        var length = input.Value.Shape[axis];
        if (place is not IRangeOperation range)
        {
            return PlaceOf(place, length) is { } index
                ? new CallTracer(body).Apply(reference, "Select", "part", [input], Attributes.Of(("dim", axis), ("index", index)), null)
                : Unknown(place);
        }

        var start = range.LeftOperand is { } left ? PlaceOf(left.Unconverted(), length) : 0;
        var end = range.RightOperand is { } right ? PlaceOf(right.Unconverted(), length) : length;
        if (start is null || end is null)
            return Unknown(place);
        if (start.Equals(0) && end.Equals(length))
            return new HeldTensor(input);
        if (!IsOutside(start, end, length))
            return Slice(reference, "part", input, axis, start, end);
        Errors.Report(
            DiagnosticIds.InvalidArgument,
            place.Syntax.GetLocation(),
            [],
            PartEdits.ForEnd(range, end, length, body),
            [$"axis {axis} of {input.Source} {input.ShapeText} has no part {place.Syntax}"]);
        return new HeldError();
    }

    /// <summary>Whether a range is known to leave its axis. Unlike Slice, an index does not stop at the border.</summary>
    private static bool IsOutside(Dimension start, Dimension end, Dimension length) =>
        IsNegative(start) || IsNegative(end - start) || IsNegative(length - end);

    private static bool IsNegative(Dimension number) => number.IsConstant && number.ConstantValue < 0;

    private Held Unknown(IOperation place)
    {
        Errors.Unsupported(place.Syntax, $"the place '{place.Syntax}'", "use whole numbers that are known while compiling: x[.., 2..5, ^1]");
        return new HeldError();
    }

    private Held Slice(IOperation operation, string label, Traced input, int axis, Dimension start, Dimension end) => new CallTracer(body).Apply(
        operation, "Slice", label, [input], Attributes.Of(("dim", axis), ("start", start), ("end", end), ("step", 1)), null);

    /// <summary>The place that an index means, counted from the front.</summary>
    private Dimension? PlaceOf(IOperation place, Dimension length) => place is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var fromEnd }
        ? body.Number(fromEnd) is { } back ? length - back : null
        : body.Number(place);

    private int? AxisOf(IInvocationOperation call, Traced input)
    {
        var written = call.Argument("dim")!;
        if (body.Number(written) is not { IsConstant: true } dim)
        {
            Unknown(written);
            return null;
        }

        var axis = (int)dim.ConstantValue;
        var use = new OperatorCall(call.TargetMethod.Name, [input.Value.Shape], [input.Source], Attributes.Of(("dim", axis)));
        if (Axes.Check(use, [axis]) is not { } failure)
            return Axes.Normalize(axis, input.Value.Shape.Rank);
        var edits = new EditWriter(body).Write(failure.Cures, new Making(call, call.TargetMethod.Name, use, [input], null));
        Errors.Report(failure.DiagnosticId, call.Syntax.GetLocation(), [], edits, [failure.Arguments[0]]);
        return null;
    }

    private IReadOnlyList<Dimension>? LengthsOf(IInvocationOperation call, Dimension total)
    {
        if (call.Argument("splitSizes") is { } sizes)
            return Sizes(sizes, total);
        if (call.Argument("chunks") is { } chunks)
            return body.Number(chunks) is { } count ? Chunks(count, total) : null;
        return body.Number(call.Argument("splitSize")!) is { } size ? Equal(size, total) : null;
    }

    private IReadOnlyList<Dimension>? Sizes(IOperation sizes, Dimension total)
    {
        var lengths = Constants.Elements(sizes)?.Select(body.Number).ToArray();
        return lengths is not null && lengths.All(length => length is { IsConstant: false } or { ConstantValue: > 0 })
            && lengths.Aggregate((Dimension)0, (sum, length) => sum + length!).Equals(total)
            ? [.. lengths.Select(length => length!)]
            : null;
    }

    /// <summary>As in PyTorch: parts of one length, of which there may be fewer than asked for, and the last may be shorter.</summary>
    private static IReadOnlyList<Dimension>? Chunks(Dimension count, Dimension total)
    {
        if (!count.IsConstant || count.ConstantValue < 1)
            return null;
        return Equal(total.IsConstant ? ((total.ConstantValue - 1) / count.ConstantValue) + 1 : Dimension.FloorDivide(total, count), total);
    }

    /// <summary>Parts of one length; the last may be shorter where the length of the axis is a number.</summary>
    private static IReadOnlyList<Dimension>? Equal(Dimension size, Dimension total)
    {
        if (size.IsConstant && size.ConstantValue < 1)
            return null;
        var parts = new List<Dimension>();
        for (var rest = total; parts.Count < MostParts; rest -= size)
        {
            if (rest.Equals(0))
                return parts;
            if (rest.IsConstant && size.IsConstant && rest.ConstantValue < size.ConstantValue)
                return [.. parts, rest];
            parts.Add(size);
        }

        return null;
    }
}
