namespace Workflow.Compiled.Kernels;

/// <summary>
/// A register of float32 lanes. A kernel is written once, generic over this interface, and is specialised by the compiler for
/// 16, 8, 4 lanes and for the single lane that finishes a row.
/// </summary>
/// <remarks>
/// Every implementation computes each lane with the same IEEE 754 operations in the same order (multiply-add is always fused),
/// so a value does not depend on the lane, or the width, that computed it. A comparison gives a mask: all bits of a lane set, or none.
/// </remarks>
/// <typeparam name="TSelf">The implementing register type.</typeparam>
public interface IVector<TSelf>
    where TSelf : struct, IVector<TSelf>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the hardware computes this width directly.</summary>
    static abstract bool IsHardwareAccelerated { get; }

    /// <summary>All lanes 0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>All lanes 1.</summary>
    static abstract TSelf One { get; }

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>Reads <see cref="Count"/> values from <paramref name="index"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The lanes do not lie inside <paramref name="source"/>.</exception>
    static abstract TSelf Load(ReadOnlySpan<float> source, nint index);

    /// <summary>Reads <see cref="Count"/> values without a check.</summary>
    static abstract unsafe TSelf Load(float* source);

    /// <summary>Reads <see cref="Count"/> bytes as numbers from 0 to 255, without a check.</summary>
    static abstract unsafe TSelf Load(byte* source);

    /// <summary>Writes <see cref="Count"/> values from <paramref name="index"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The lanes do not lie inside <paramref name="destination"/>.</exception>
    void Store(Span<float> destination, nint index);

    /// <summary>Writes <see cref="Count"/> values without a check.</summary>
    unsafe void Store(float* destination);

    /// <summary>Writes lanes that are whole numbers from 0 to 255 as bytes, without a check.</summary>
    unsafe void Store(byte* destination);

    /// <summary>Lane-wise sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Lane-wise difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Lane-wise product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Lane-wise quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>Flips the sign bit of every lane.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary><paramref name="a"/> * <paramref name="b"/> + <paramref name="c"/>, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary><paramref name="sum"/> += <paramref name="a"/> * <paramref name="b"/>, rounded once: a multiply-add whose result certainly takes the register of the sum.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>The larger of two lanes; NaN if either is NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller of two lanes; NaN if either is NaN.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The value, or the limit where it is above; NaN stays NaN. Cheaper than <see cref="Min"/>, but the limit must not be NaN, and of zeros of both signs it gives either.</summary>
    static abstract TSelf AtMost(TSelf value, TSelf limit);

    /// <summary>The value, or the limit where it is below; NaN stays NaN. Cheaper than <see cref="Max"/>, but the limit must not be NaN, and of zeros of both signs it gives either.</summary>
    static abstract TSelf AtLeast(TSelf value, TSelf limit);

    /// <summary>Clears the sign bit of every lane.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The correctly rounded square root.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The nearest integral value, ties to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>The largest integral value that is not above.</summary>
    static abstract TSelf Floor(TSelf value);

    /// <summary>The smallest integral value that is not below.</summary>
    static abstract TSelf Ceiling(TSelf value);

    /// <summary>Mask of the lanes where <paramref name="left"/> &lt; <paramref name="right"/>.</summary>
    static abstract TSelf LessThan(TSelf left, TSelf right);

    /// <summary>Mask of the lanes where <paramref name="left"/> &gt; <paramref name="right"/>.</summary>
    static abstract TSelf GreaterThan(TSelf left, TSelf right);

    /// <summary>Mask of the lanes where <paramref name="left"/> &lt;= <paramref name="right"/>.</summary>
    static abstract TSelf LessThanOrEqual(TSelf left, TSelf right);

    /// <summary>Mask of the lanes where <paramref name="left"/> &gt;= <paramref name="right"/>.</summary>
    static abstract TSelf GreaterThanOrEqual(TSelf left, TSelf right);

    /// <summary>Mask of the lanes where <paramref name="left"/> == <paramref name="right"/>.</summary>
    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>Whether a mask is set in any lane.</summary>
    static abstract bool Any(TSelf mask);

    /// <summary>The lanes of <paramref name="whenTrue"/> where <paramref name="mask"/> is set, else of <paramref name="whenFalse"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>2 to the power <paramref name="exponent"/>, which must be integral and within -126 to 127.</summary>
    static abstract TSelf PowerOfTwo(TSelf exponent);

    /// <summary><paramref name="value"/> times 2 to the power <paramref name="exponent"/>, which must be integral and within -250 to 250; rounded once.</summary>
    static abstract TSelf Scale(TSelf value, TSelf exponent);

    /// <summary>The unbiased binary exponent of a positive normal number, as a float.</summary>
    static abstract TSelf Exponent(TSelf value);

    /// <summary>The significand of a positive normal number, in [1, 2).</summary>
    static abstract TSelf Significand(TSelf value);

    /// <summary>The sum of all lanes, added in a fixed tree: upper half onto lower half until one lane is left.</summary>
    static abstract float Sum(TSelf value);

    /// <summary>The largest lane; NaN if any is NaN.</summary>
    static abstract float MaxAcross(TSelf value);
}
