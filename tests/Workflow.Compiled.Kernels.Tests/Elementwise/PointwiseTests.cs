using System.Runtime.CompilerServices;
using Xunit;

namespace Workflow.Compiled.Kernels.Tests;

[Collection(ThreadsCollection.Name)]
public class PointwiseTests
{
    [Theory]
    [InlineData(0, 7)]
    [InlineData(7, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 17)]
    [InlineData(3, 31)]
    [InlineData(5, 61)]
    [InlineData(1, 16 * 1024 + 1)]
    [InlineData(1, 2 * 16 * 1024 + 1)]
    [InlineData(3, 16 * 1024 + 5)]
    [InlineData(40_000, 1)]
    [InlineData(1009, 67)]
    public void EveryElementIsComputedOnceForAnyNumberOfThreads(int rows, int columns)
    {
        foreach (var threads in (int[])[1, 2, 4])
        {
            using var _ = new ThreadCount(threads);
            var visits = new float[rows * columns];
            Pointwise.Run(rows, columns, new CountMap { Visits = visits, Columns = columns });
            for (var i = 0; i < visits.Length; i++)
                Assert.Equal(i % 1024 + 1, visits[i]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(37)]
    [InlineData(1024)]
    [InlineData(50_021)]
    public void NothingOutsideTheOperandsIsTouched(int length)
    {
        foreach (var atEnd in (bool[])[true, false])
        {
            using var left = new GuardedBuffer(length, atEnd);
            using var right = new GuardedBuffer(length, atEnd);
            using var result = new GuardedBuffer(length, atEnd);
            left.Span.Fill(1);
            right.Span.Fill(2);
            Pointwise.Run(1, length, new AddMap { Left = left.Span, Right = right.Span, Result = result.Span });
            Assert.Equal(-1, result.Span.IndexOfAnyExcept(3));
        }
    }

    [Fact]
    public void AMapThatReadsTooFarThrowsOnTheCallersThread()
    {
        using var _ = new ThreadCount(2);
        var operand = new float[100_000];
        var tooShort = new float[99_999];
        Assert.Throws<ArgumentOutOfRangeException>(() => Pointwise.Run(
            1,
            operand.Length,
            new AddMap { Left = operand, Right = operand, Result = tooShort }));
    }

    [Fact]
    public void NegativeDimensionsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => Pointwise.Run(-1, 1, default(AddMap)));
        Assert.Throws<ArgumentOutOfRangeException>("columns", () => Pointwise.Run(1, -1, default(AddMap)));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(200_000)]
    public void NothingIsAllocated(int length)
    {
        var operand = new float[length];
        Steady.AllocatesNothing(() => Pointwise.Run(1, length, new AddMap { Left = operand, Right = operand, Result = operand }));
    }

    private readonly ref struct AddMap : IMap
    {
        public ReadOnlySpan<float> Left { get; init; }

        public ReadOnlySpan<float> Right { get; init; }

        public Span<float> Result { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<V>(nint row, nint column)
            where V : struct, IVector<V> =>
            (V.Load(Left, column) + V.Load(Right, column)).Store(Result, column);
    }

    /// <summary>Adds the element's number (modulo 1024) and 1 to what is there, so that a second visit shows.</summary>
    private readonly ref struct CountMap : IMap
    {
        public Span<float> Visits { get; init; }

        public int Columns { get; init; }

        public void Invoke<V>(nint row, nint column)
            where V : struct, IVector<V>
        {
            Span<float> numbers = stackalloc float[V.Count];
            var first = row * Columns + column;
            for (var lane = 0; lane < V.Count; lane++)
                numbers[lane] = (first + lane) % 1024 + 1;
            (V.Load(Visits, first) + V.Load(numbers, 0)).Store(Visits, first);
        }
    }
}
