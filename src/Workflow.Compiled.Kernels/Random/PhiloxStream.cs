namespace Workflow.Compiled.Kernels;

/// <summary>
/// The numbers of one sequence in order: for initialisers, shuffles and loaders. Two streams with the same key give the same numbers on
/// every machine. Not thread-safe; give each user a key of its own.
/// </summary>
public sealed class PhiloxStream
{
    private PhiloxKey _key;
    private PhiloxBlock _block;
    private ulong _words;
    private float _spareNormal = float.NaN;

    /// <summary>Begins a sequence.</summary>
    public PhiloxStream(PhiloxKey key) => _key = key;

    /// <summary>Begins another sequence in the same memory.</summary>
    public void Restart(PhiloxKey key) => (_key, _words, _spareNormal) = (key, 0, float.NaN);

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        var place = (int)(_words & 3);
        if (place == 0)
            _block = PhiloxBlock.Of(_key, _words >> 2);
        _words++;
        return _block[place];
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64() => NextUInt32() | (ulong)NextUInt32() << 32;

    /// <summary>Uniform in [0, 1): a multiple of 2^-24.</summary>
    public float NextSingle() => Philox.ToUniform(NextUInt32());

    /// <summary>Uniform from <paramref name="minimum"/> to below <paramref name="maximum"/>: minimum + (maximum - minimum) u.</summary>
    public float NextSingle(float minimum, float maximum)
    {
        var value = MathF.FusedMultiplyAdd(maximum - minimum, NextSingle(), minimum);
        return value < maximum ? value : MathF.Max(minimum, MathF.BitDecrement(maximum));
    }

    /// <summary>Normally distributed, by the polar method of G. Marsaglia and T. Bray (1964), in double.</summary>
    public float NextNormal(float mean = 0, float standardDeviation = 1)
    {
        var normal = _spareNormal;
        if (float.IsNaN(normal))
            (normal, _spareNormal) = NextNormalPair();
        else
            _spareNormal = float.NaN;
        return MathF.FusedMultiplyAdd(normal, standardDeviation, mean);
    }

    /// <summary>Uniform in 0 to <paramref name="bound"/> - 1, without bias (D. Lemire 2019: Fast random integer generation).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            var rejected = unchecked(0u - (uint)bound) % (uint)bound;
            while ((uint)product < rejected)
                product = (ulong)NextUInt32() * (uint)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>Puts the items in random order, every order equally likely (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var chosen = NextInt(last + 1);
            (items[last], items[chosen]) = (items[chosen], items[last]);
        }
    }

    private (float First, float Second) NextNormalPair()
    {
        while (true)
        {
            var x = 2 * NextDouble() - 1;
            var y = 2 * NextDouble() - 1;
            var square = x * x + y * y;
            if (square is >= 1 or 0)
                continue;
            var factor = Math.Sqrt(-2 * Math.Log(square) / square);
            return ((float)(x * factor), (float)(y * factor));
        }
    }

    private double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));
}
