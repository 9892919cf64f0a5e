using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The lives of a frame's values, laid out by the runtime's own rules for lengths of <see cref="MemoryBill.Example"/>, with the sizes that this gives as functions of all lengths.</summary>
internal sealed class FrameLives
{
    private const long Largest = int.MaxValue / 4;

    private readonly List<(Dimension Length, FrameLife Life)> _lives = [];
    private long _sum;

    /// <summary>What all values take together, in floats.</summary>
    public Dimension Unshared { get; private set; } = 0;

    /// <summary>Whether the example is one for which values can be laid out.</summary>
    public bool IsPossible { get; private set; } = true;

    /// <summary>Adds values of one length with one life, of which some lie in memory at once.</summary>
    public void Add(Dimension length, int first, int last, Dimension? unshared = null)
    {
        length = Rounded(length);
        var size = length.Evaluate(_ => MemoryBill.Example);
        _sum += size;
        IsPossible &= size >= 0 && _sum <= Largest;
        Unshared += Rounded(unshared ?? length);
        if (IsPossible && size > 0)
            _lives.Add((length, new FrameLife((int)size, first, last)));
    }

    /// <summary>The length of the arena, where this is the outermost frame.</summary>
    public Dimension Arena()
    {
        var plan = new ArenaPlan();
        var slots = _lives.Select(life => plan.Reserve(life.Life.Length, life.Life.First, life.Life.Last)).ToArray();
        return Height(Enumerable.Range(0, slots.Length).Select(i => (i, plan.OffsetOf(slots[i]))));
    }

    /// <summary>The lengths of the blocks, where this is a frame inside another.</summary>
    public FrameMemory Blocks(int turn)
    {
        var layout = new FrameLayout([.. _lives.Select(life => life.Life)], turn);
        Dimension Block(FrameBlock block) => Height(Enumerable.Range(0, _lives.Count)
            .Where(i => layout[i].Block == block && FrameLayout.BlockOf(_lives[i].Life, turn) == block)
            .Select(i => (i, layout[i].Offset)));
        return new FrameMemory(Block(FrameBlock.Forward), Block(FrameBlock.Saved), Block(FrameBlock.Backward), Unshared);
    }

    /// <summary>The end of the topmost value: values are placed at 0 or where one ends that lives at the same time, so its place is a sum of lengths.</summary>
    private Dimension Height(IEnumerable<(int Value, int Offset)> places)
    {
        var ordered = places.OrderByDescending(place => End(place)).ToArray();
        Dimension height = 0;
        for (var i = 0; i < ordered.Length;)
        {
            var (value, offset) = ordered[i];
            height += _lives[value].Length;
            if (offset == 0)
                break;
            i = Array.FindIndex(ordered, place => End(place) == offset && LiveTogether(place.Value, value));
        }

        return height;
    }

    private int End((int Value, int Offset) place) => place.Offset + ArenaPlan.RoundUp(_lives[place.Value].Life.Length);

    private bool LiveTogether(int left, int right) => _lives[left].Life.First <= _lives[right].Life.Last && _lives[right].Life.First <= _lives[left].Life.Last;

    /// <summary>A number is rounded to whole cache lines; of a length that is not known yet, the rounding is not either.</summary>
    private static Dimension Rounded(Dimension length) => length.IsConstant ? ArenaPlan.RoundUp((int)Math.Min(length.ConstantValue, Largest)) : length;
}
