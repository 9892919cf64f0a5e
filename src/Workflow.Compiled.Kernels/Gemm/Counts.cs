using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>A number as a type argument, so that the JIT knows it as a constant.</summary>
internal interface ICount
{
    /// <summary>The number.</summary>
    static abstract int Count { get; }
}

/// <summary>How far apart the rows of the left operand are.</summary>
internal interface IRowStride
{
    /// <summary>The distance, as a constant where the type knows it.</summary>
    static abstract nint Resolve(nint stride);
}

/// <summary>Neighbouring rows are neighbouring elements: a packed or transposed operand.</summary>
internal readonly struct UnitStride : IRowStride
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Resolve(nint stride) => 1;
}

/// <summary>Rows lie apart as in memory.</summary>
internal readonly struct AnyStride : IRowStride
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Resolve(nint stride) => stride;
}

/// <summary>The numbers from 1 to 14.</summary>
internal static class Counts
{
    public readonly struct One : ICount
    {
        public static int Count => 1;
    }

    public readonly struct Two : ICount
    {
        public static int Count => 2;
    }

    public readonly struct Three : ICount
    {
        public static int Count => 3;
    }

    public readonly struct Four : ICount
    {
        public static int Count => 4;
    }

    public readonly struct Five : ICount
    {
        public static int Count => 5;
    }

    public readonly struct Six : ICount
    {
        public static int Count => 6;
    }

    public readonly struct Seven : ICount
    {
        public static int Count => 7;
    }

    public readonly struct Eight : ICount
    {
        public static int Count => 8;
    }

    public readonly struct Nine : ICount
    {
        public static int Count => 9;
    }

    public readonly struct Ten : ICount
    {
        public static int Count => 10;
    }

    public readonly struct Eleven : ICount
    {
        public static int Count => 11;
    }

    public readonly struct Twelve : ICount
    {
        public static int Count => 12;
    }

    public readonly struct Thirteen : ICount
    {
        public static int Count => 13;
    }

    public readonly struct Fourteen : ICount
    {
        public static int Count => 14;
    }
}
