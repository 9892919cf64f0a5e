using Xunit;

namespace Workflow.Compiled.Tests;

/// <summary>
/// A frame with random values and random frames inside. A value is filled with its own number by its first step, and looked at by every step up to its last: so
/// what overlaps is found.
/// </summary>
internal sealed class FuzzFrame : Frame
{
    private const int MostDepth = 3, MostSteps = 8, MostLength = 100;

    private static int s_nextTag;

    private readonly int _turn;
    private readonly int _steps;
    private readonly List<FuzzValue> _values = [];
    private readonly List<(FuzzFrame[] Frames, int Forward, int Backward)> _inner = [];

    private FuzzFrame(Random random, int turn, int depth)
        : base(turn)
    {
        _turn = turn;
        _steps = turn + random.Next(1, MostSteps);
        for (var count = random.Next(1, 12); count > 0; count--)
        {
            var first = random.Next(_steps);
            Hold(random.Next(MostLength), first, random.Next(first, _steps));
        }

        for (var count = depth < MostDepth ? random.Next(3) : 0; count > 0; count--)
        {
            var (forward, backward) = (random.Next(_turn), random.Next(_turn, _steps));
            FuzzFrame[] frames = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Make(random, depth + 1))];
            Reserve(frames, forward, backward);
            _inner.Add((frames, forward, backward));
        }
    }

    /// <summary>The sum of the lengths of its own values that live at once, at most.</summary>
    public int Peak => Enumerable.Range(0, _steps).Max(step => _values.Where(value => value.LivesAt(step)).Sum(value => ArenaPlan.RoundUp(value.Length)));

    /// <summary>Whether there are no frames inside.</summary>
    public bool IsFlat => _inner.Count == 0;

    /// <summary>Makes a frame.</summary>
    public static FuzzFrame Make(Random random, int depth = 0) => new(random, random.Next(1, MostSteps), depth);

    /// <inheritdoc/>
    public override Shape OutputShape(int output) => [];

    /// <inheritdoc/>
    public override int OutputLength(int output) => 1;

    /// <summary>Runs the steps of the forward pass.</summary>
    public void Forward() => Run(0, _turn);

    /// <summary>Runs the steps of the backward pass.</summary>
    public void Backward() => Run(_turn, _steps);

    private void Hold(int length, int first, int last) => _values.Add(new FuzzValue(Reserve(length, first, last), length, first, last, ++s_nextTag));

    private void Run(int start, int end)
    {
        for (var step = start; step < end; step++)
        {
            foreach (var value in _values.Where(value => value.First == step))
                Slice(value.Slot, value.Length).Fill(value.Tag);
            foreach (var (frames, _, _) in _inner.Where(inner => inner.Forward == step))
                Array.ForEach(frames, frame => frame.Forward());
            foreach (var (frames, _, _) in _inner.Where(inner => inner.Backward == step))
                Array.ForEach([.. frames.Reverse()], frame => frame.Backward());
            foreach (var value in _values.Where(value => value.LivesAt(step)))
                Assert.Equal(-1, Slice(value.Slot, value.Length).IndexOfAnyExcept(value.Tag));
        }
    }

    private sealed record FuzzValue(ArenaSlot Slot, int Length, int First, int Last, float Tag)
    {
        public bool LivesAt(int step) => First <= step && step <= Last;
    }
}
