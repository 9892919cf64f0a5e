namespace Workflow.Compiled.Kernels;

/// <summary>A sum in slices that threads share out: the first slice's sum lies in the result, the further ones in scratch memory of the calling thread, until they are added in their order.</summary>
internal readonly unsafe struct SlicedSum
{
    private readonly float* _result;
    private readonly float* _further;
    private readonly int _length;

    [ThreadStatic]
    private static PackingBuffer? _buffer;

    /// <param name="result">The result.</param>
    /// <param name="length">Its values.</param>
    /// <param name="slices">The number of slices, which must not depend on the number of threads.</param>
    public SlicedSum(float* result, int length, int slices)
    {
        (Slices, _length) = (slices, length);
        _result = result;
        _further = slices > 1 ? (_buffer ??= new PackingBuffer()).Get((slices - 1) * (nint)length) : null;
    }

    /// <summary>The number of slices.</summary>
    public int Slices { get; }

    /// <summary>Where a slice's sum goes.</summary>
    public float* Of(int slice) => slice == 0 ? _result : _further + ((slice - 1) * (nint)_length);

    /// <summary>Adds what the further slices gave to the result.</summary>
    public void Add<V>()
        where V : struct, IVector<V>
    {
        for (var slice = 1; slice < Slices; slice++)
        {
            var part = Of(slice);
            nint i = 0;
            for (; i <= _length - V.Count; i += V.Count)
                (V.Load(_result + i) + V.Load(part + i)).Store(_result + i);
            for (; i < _length; i++)
                _result[i] += part[i];
        }
    }
}
