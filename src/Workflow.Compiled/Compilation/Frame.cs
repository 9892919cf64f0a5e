using System.Runtime.InteropServices;

namespace Workflow.Compiled;

/// <summary>
/// One use of a compiled module: its memory and its steps. The compiler derives a class from this for every module; a module inside another
/// is a frame inside a frame, and all of a pass's frames lie in one arena.
/// </summary>
/// <remarks>
/// The frame of the model itself shares memory between all values whose lives do not overlap. A frame inside another hands three blocks to
/// the one around it (<see cref="FrameLayout"/>), so the scratch memory of one module is that of the next.
/// </remarks>
public abstract class Frame
{
    private readonly int _turn;
    private readonly List<FrameLife> _lives = [];
    private readonly List<NestedFrame> _nested = [];
    private int[] _offsets = [];
    private float[] _arena = [];
    private FrameLayout? _layout;

    /// <summary>Creates a frame without memory.</summary>
    /// <param name="turn">The number of the first step of the backward pass.</param>
    protected Frame(int turn) => _turn = turn;

    /// <summary>The shape of a result, for the lengths that the frame is bound to.</summary>
    /// <param name="output">The number of the result.</param>
    public abstract Shape OutputShape(int output);

    /// <summary>The number of elements of a result, for the lengths that the frame is bound to.</summary>
    /// <param name="output">The number of the result.</param>
    public abstract int OutputLength(int output);

    /// <summary>What all values take together, in floats, if none shared memory.</summary>
    internal long SumOfLengths { get; private set; }

    /// <summary>Asks for memory from one step to another, both included.</summary>
    /// <param name="length">The largest number of floats.</param>
    /// <param name="first">The step that writes the value.</param>
    /// <param name="last">The last step that reads it.</param>
    protected ArenaSlot Reserve(int length, int first, int last)
    {
        SumOfLengths += ArenaPlan.RoundUp(length);
        return Add(new FrameLife(length, first, last));
    }

    /// <summary>Takes in the frame of a module that this one calls.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="forward">The step that calls its forward pass.</param>
    /// <param name="backward">The step that calls its backward pass; without one, the forward step.</param>
    protected TFrame Reserve<TFrame>(TFrame frame, int forward, int backward)
        where TFrame : Frame
    {
        Reserve([frame], forward, backward);
        return frame;
    }

    /// <summary>Takes in the frames of a loop, which run one after the other and share their scratch memory.</summary>
    /// <param name="frames">One frame a turn.</param>
    /// <param name="forward">The step that runs all forward passes.</param>
    /// <param name="backward">The step that runs all backward passes; without one, the forward step.</param>
    protected void Reserve(ReadOnlySpan<Frame> frames, int forward, int backward)
    {
        var (scratch, backwardScratch) = (0, 0);
        foreach (var frame in frames)
        {
            scratch = Math.Max(scratch, frame.Layout.LengthOf(FrameBlock.Forward));
            backwardScratch = Math.Max(backwardScratch, frame.Layout.LengthOf(FrameBlock.Backward));
        }

        var forwardSlot = Add(new FrameLife(scratch, forward, forward));
        var backwardSlot = Add(new FrameLife(backwardScratch, backward, backward));
        foreach (var frame in frames)
        {
            SumOfLengths += frame.SumOfLengths;
            _nested.Add(new NestedFrame(frame, forwardSlot, Add(new FrameLife(frame.Layout.LengthOf(FrameBlock.Saved), forward, backward)), backwardSlot));
        }
    }

    /// <summary>Asks for memory for what each turn of a loop but the last hands to the next.</summary>
    /// <param name="frames">The frames of the turns.</param>
    /// <param name="output">The number of the result.</param>
    /// <param name="first">The step that runs all forward passes.</param>
    /// <param name="last">The last step that reads the results.</param>
    protected ArenaSlot[] ReserveResults(ReadOnlySpan<Frame> frames, int output, int first, int last)
    {
        var slots = new ArenaSlot[Math.Max(0, frames.Length - 1)];
        for (var turn = 0; turn < slots.Length; turn++)
            slots[turn] = Reserve(frames[turn].OutputLength(output), first, last);
        return slots;
    }

    /// <summary>The same where each result is of use in the next turn only: two slots take turns.</summary>
    /// <param name="frames">The frames of the turns.</param>
    /// <param name="output">The number of the result.</param>
    /// <param name="step">The step that runs the loop.</param>
    protected ArenaSlot[] ReserveAlternating(ReadOnlySpan<Frame> frames, int output, int step)
    {
        var slots = new ArenaSlot[Math.Max(0, frames.Length - 1)];
        var lengths = new int[2];
        for (var turn = 0; turn < slots.Length; turn++)
            lengths[turn % 2] = Math.Max(lengths[turn % 2], frames[turn].OutputLength(output));
        ArenaSlot[] pair = [Add(new FrameLife(lengths[0], step, step)), Add(new FrameLife(lengths[1], step, step))];
        for (var turn = 0; turn < slots.Length; turn++)
        {
            slots[turn] = pair[turn % 2];
            SumOfLengths += ArenaPlan.RoundUp(frames[turn].OutputLength(output));
        }

        return slots;
    }

    /// <summary>The first <paramref name="length"/> floats of a reserved value.</summary>
    protected Span<float> Slice(ArenaSlot slot, int length) => _arena.AsSpan(_offsets[slot.Index], length);

    /// <summary>The first <paramref name="length"/> indices of a reserved value, which take as much room as floats.</summary>
    protected Span<int> IndexSlice(ArenaSlot slot, int length) => MemoryMarshal.Cast<float, int>(Slice(slot, length));

    /// <summary>The first <paramref name="length"/> bytes of a reserved value.</summary>
    protected Span<byte> Bytes(ArenaSlot slot, int length) =>
        MemoryMarshal.AsBytes(Slice(slot, (length + sizeof(float) - 1) / sizeof(float)))[..length];

    /// <summary>The length of the arena of a pass, of which this is the outermost frame, in floats.</summary>
    internal int ArenaLength => Plan().TotalLength;

    /// <summary>Makes the arena of a pass, of which this is the outermost frame; gives its length in floats.</summary>
    internal int Allocate()
    {
        var plan = Plan();
        var memory = AlignedMemory.Unwritten(plan.TotalLength);
        Place(memory.Storage, [.. Enumerable.Range(0, _lives.Count).Select(slot => memory.Offset + plan.OffsetOf(new ArenaSlot(slot)))]);
        return plan.TotalLength;
    }

    private ArenaPlan Plan()
    {
        var plan = new ArenaPlan();
        foreach (var life in _lives)
            plan.Reserve(life.Length, life.First, life.Last);
        return plan;
    }

    private ArenaSlot Add(FrameLife life)
    {
        _lives.Add(life);
        return new ArenaSlot(_lives.Count - 1);
    }

    private FrameLayout Layout => _layout ??= new FrameLayout(_lives, _turn);

    private void Place(float[] arena, int[] offsets)
    {
        (_arena, _offsets) = (arena, offsets);
        foreach (var nested in _nested)
            nested.Frame.Place(arena, offsets[nested.Forward.Index], offsets[nested.Saved.Index], offsets[nested.Backward.Index]);
    }

    private void Place(float[] arena, int forward, int saved, int backward)
    {
        var offsets = new int[_lives.Count];
        for (var slot = 0; slot < offsets.Length; slot++)
        {
            var (block, offset) = Layout[slot];
            offsets[slot] = offset + block switch { FrameBlock.Forward => forward, FrameBlock.Saved => saved, _ => backward };
        }

        Place(arena, offsets);
    }

    private readonly record struct NestedFrame(Frame Frame, ArenaSlot Forward, ArenaSlot Saved, ArenaSlot Backward);
}
