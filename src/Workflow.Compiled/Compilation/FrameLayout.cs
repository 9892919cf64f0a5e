using System;
using System.Collections.Generic;
using System.Linq;

namespace Workflow.Compiled;

/// <summary>
/// Where the values of a frame inside another lie. It hands three blocks to the frame around it: what lives only in its forward pass, only in its backward
/// pass, and from one to the other. Values of the backward pass take the places of saved ones that are no longer needed, as far as they fit. The compiler links this file too.
/// </summary>
internal sealed class FrameLayout
{
    private readonly int[] _lengths = new int[(int)FrameBlock.Backward + 1];
    private readonly (FrameBlock Block, int Offset)[] _places;

    /// <param name="lives">The values in the order of their reservation.</param>
    /// <param name="turn">The number of the first step of the backward pass.</param>
    public FrameLayout(IReadOnlyList<FrameLife> lives, int turn)
    {
        _places = new (FrameBlock, int)[lives.Count];
        var slots = Enumerable.Range(0, lives.Count).ToLookup(slot => BlockOf(lives[slot], turn));
        Plan(FrameBlock.Forward, [.. slots[FrameBlock.Forward]], lives);
        var saved = Plan(FrameBlock.Saved, [.. slots[FrameBlock.Saved]], lives);
        var left = new List<int>();
        foreach (var slot in slots[FrameBlock.Backward].OrderByDescending(slot => lives[slot].Length))
        {
            if (saved.TryFill(lives[slot].Length, lives[slot].First, lives[slot].Last, out var free))
                _places[slot] = (FrameBlock.Saved, saved.OffsetOf(free));
            else
                left.Add(slot);
        }

        Plan(FrameBlock.Backward, left, lives);
    }

    /// <summary>The block of a value, and where it starts there, in floats.</summary>
    public (FrameBlock Block, int Offset) this[int slot] => _places[slot];

    /// <summary>The length of a block, in floats.</summary>
    public int LengthOf(FrameBlock block) => _lengths[(int)block];

    /// <summary>The block to which the life of a value belongs.</summary>
    public static FrameBlock BlockOf(FrameLife life, int turn) =>
        life.Last < turn ? FrameBlock.Forward : life.First >= turn ? FrameBlock.Backward : FrameBlock.Saved;

    private ArenaPlan Plan(FrameBlock block, IReadOnlyList<int> slots, IReadOnlyList<FrameLife> lives)
    {
        var plan = new ArenaPlan();
        var places = slots.Select(slot => (Slot: slot, Place: plan.Reserve(lives[slot].Length, lives[slot].First, lives[slot].Last))).ToArray();
        foreach (var (slot, place) in places)
            _places[slot] = (block, plan.OffsetOf(place));
        _lengths[(int)block] = plan.TotalLength;
        return plan;
    }
}

/// <summary>A block of memory that a frame hands to the one around it.</summary>
internal enum FrameBlock
{
    /// <summary>What lives only in the forward pass.</summary>
    Forward,

    /// <summary>What lives from the forward pass to the backward pass.</summary>
    Saved,

    /// <summary>What lives only in the backward pass.</summary>
    Backward,
}

/// <summary>A value of a frame.</summary>
/// <param name="Length">The largest number of floats.</param>
/// <param name="First">The step that writes it.</param>
/// <param name="Last">The last step that reads it.</param>
internal readonly record struct FrameLife(int Length, int First, int Last);
