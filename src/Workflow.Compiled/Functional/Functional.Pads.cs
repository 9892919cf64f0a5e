namespace Workflow.Compiled;

/// <content>Padding.</content>
public static partial class Functional
{
    /// <summary>Makes axes longer on both sides.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="pad">For each of the last axes, beginning with the last one, how many elements come before and how many behind. In the mode
    /// <see cref="PadMode.Constant"/> a negative number takes elements away.</param>
    /// <param name="mode">What the new elements are.</param>
    /// <param name="value">The number of the mode <see cref="PadMode.Constant"/>.</param>
    /// <exception cref="ArgumentException">There is no pair for each axis, an axis is too short for what is taken from it, or a value is given in another mode.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.pad.html"/>
    [Operator("Pad")]
    public static Tensor Pad(Tensor input, int[] pad, PadMode mode = PadMode.Constant, float value = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(pad);
        if (pad.Length % 2 != 0 || pad.Length / 2 > input.Shape.Rank)
            throw new ArgumentException($"pad must have two numbers for each padded axis of {input.Shape} but has {pad.Length}", nameof(pad));
        if (value != 0 && mode != PadMode.Constant)
            throw new ArgumentException($"the mode {mode} takes no value", nameof(value));
        var result = input;
        for (var i = 0; i < pad.Length / 2; i++)
            result = PadAxis(result, input.Shape.Rank - 1 - i, pad[2 * i], pad[2 * i + 1], mode, value);
        return ReferenceEquals(result, input) ? new Tensor(input.Span, input.Shape) : result;
    }

    private static Tensor PadAxis(Tensor input, int axis, int before, int after, PadMode mode, float value)
    {
        var length = input.Shape[axis];
        var most = mode switch
        {
            PadMode.Reflect => length - 1,
            PadMode.Circular => length,
            _ => int.MaxValue,
        };
        if ((mode != PadMode.Constant && Math.Min(before, after) < 0) || Math.Max(before, after) > most || length + before + after < 1 || length == 0)
            throw new ArgumentException($"axis {axis} of {input.Shape} cannot get {before} elements before and {after} behind it in the mode {mode}");
        var (inner, padded) = (input.Shape.Product(axis + 1, input.Shape.Rank), length + before + after);
        var result = new Tensor([.. input.Shape.Select((own, i) => i == axis ? padded : own)]);
        for (var i = 0; i < result.Shape.ElementCount; i++)
        {
            var (row, column) = Math.DivRem(i, inner);
            var (outer, place) = Math.DivRem(row, padded);
            var source = PaddedFrom(place - before, length, mode);
            result.Span[i] = source < 0 ? value : input.Span[(outer * length + source) * inner + column];
        }

        return result;
    }

    /// <summary>The place from which an element comes, which may be beside the axis; -1 for none.</summary>
    private static int PaddedFrom(int place, int length, PadMode mode)
    {
        if (place >= 0 && place < length)
            return place;
        return mode switch
        {
            PadMode.Reflect => place < 0 ? -place : 2 * (length - 1) - place,
            PadMode.Replicate => Math.Clamp(place, 0, length - 1),
            PadMode.Circular => (place + length) % length,
            _ => -1,
        };
    }
}
