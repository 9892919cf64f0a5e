using System;
using System.Collections.Generic;

namespace Workflow.Compiled;

/// <summary>The place of a value in the arena of a pass.</summary>
/// <param name="Index">The number of the reservation.</param>
public readonly record struct ArenaSlot(int Index);

/// <summary>
/// Lays values out in one block of memory so that values whose lives do not overlap share it. Used by generated passes, for the actual
/// batch, and by the compiler, to state the size in advance; so this file depends on nothing else.
/// </summary>
public sealed class ArenaPlan
{
    /// <summary>Every slot starts on a cache line: a multiple of this many floats.</summary>
    public const int Alignment = 16;

    private readonly List<Reservation> _reservations = new();
    private readonly List<int> _placed = new();
    private List<int>? _offsets;
    private int _totalLength;

    /// <summary>The length of the whole arena, in floats.</summary>
    public int TotalLength
    {
        get
        {
            Place();
            return _totalLength;
        }
    }

    /// <summary>What the arena would take if nothing shared memory, in floats.</summary>
    public long SumOfLengths
    {
        get
        {
            long sum = 0;
            foreach (var reservation in _reservations)
                sum += reservation.Length;
            return sum;
        }
    }

    /// <summary>Asks for memory from one step of the program to another, both included.</summary>
    /// <param name="length">The number of floats.</param>
    /// <param name="first">The step that writes the value.</param>
    /// <param name="last">The last step that reads it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or the life ends before it starts.</exception>
    public ArenaSlot Reserve(int length, int first, int last)
    {
        if (length < 0)
            throw new ArgumentOutOfRangeException(nameof(length), length, "A length cannot be negative.");
        if (last < first)
            throw new ArgumentOutOfRangeException(nameof(last), last, $"The life of a value cannot end at step {last}, before it starts at step {first}.");
        _offsets = null;
        _reservations.Add(new Reservation(RoundUp(length), first, last));
        return new ArenaSlot(_reservations.Count - 1);
    }

    /// <summary>Finds a place for one more value beside those that were reserved, without making the arena longer; after it nothing can be reserved.</summary>
    /// <param name="length">The number of floats.</param>
    /// <param name="first">The step that writes the value.</param>
    /// <param name="last">The last step that reads it.</param>
    /// <param name="slot">The place.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFill(int length, int first, int last, out ArenaSlot slot)
    {
        Place();
        var wanted = new Reservation(RoundUp(length), first, last);
        var offset = LowestFreeOffset(wanted, _offsets!);
        slot = new ArenaSlot(_reservations.Count);
        if (offset + wanted.Length > _totalLength)
            return false;
        _reservations.Add(wanted);
        _offsets!.Add(offset);
        InsertByOffset(slot.Index, _offsets);
        return true;
    }

    /// <summary>The least length that is a whole number of cache lines.</summary>
    public static int RoundUp(int length) => checked(length + Alignment - 1) / Alignment * Alignment;

    /// <summary>Where a slot starts, in floats.</summary>
    public int OffsetOf(ArenaSlot slot)
    {
        Place();
        return _offsets![slot.Index];
    }

    /// <summary>Places the largest value first, each at the lowest offset that is free during its whole life.</summary>
    private void Place()
    {
        if (_offsets is not null)
            return;
        var order = new int[_reservations.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => _reservations[a].Length != _reservations[b].Length ? _reservations[b].Length.CompareTo(_reservations[a].Length) : a.CompareTo(b));

        var offsets = new List<int>(new int[order.Length]);
        _placed.Clear();
        _totalLength = 0;
        foreach (var index in order)
        {
            offsets[index] = LowestFreeOffset(_reservations[index], offsets);
            InsertByOffset(index, offsets);
            _totalLength = Math.Max(_totalLength, checked(offsets[index] + _reservations[index].Length));
        }

        _offsets = offsets;
    }

    private int LowestFreeOffset(Reservation wanted, List<int> offsets)
    {
        var offset = 0;
        foreach (var other in _placed)
        {
            if (!_reservations[other].LivesWith(wanted))
                continue;
            if (offsets[other] - offset >= wanted.Length)
                break;
            offset = Math.Max(offset, offsets[other] + _reservations[other].Length);
        }

        return offset;
    }

    private void InsertByOffset(int index, List<int> offsets)
    {
        var place = _placed.Count;
        while (place > 0 && offsets[_placed[place - 1]] > offsets[index])
            place--;
        _placed.Insert(place, index);
    }

    private readonly struct Reservation(int length, int first, int last)
    {
        public int Length { get; } = length;

        public bool LivesWith(Reservation other) => first <= other.Last && other.First <= last;

        private int First => first;

        private int Last => last;
    }
}
