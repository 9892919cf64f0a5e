namespace Workflow.Compiled.Kernels;

/// <summary>Which of several elements a reduction keeps; NaN wins over all.</summary>
internal interface IOrder
{
    /// <summary>What any other element wins over.</summary>
    static abstract float Last { get; }

    /// <summary>The winner of each two lanes.</summary>
    static abstract V Pick<V>(V left, V right)
        where V : struct, IVector<V>;

    /// <summary>The winner of each two lanes.</summary>
    static abstract Block<V> Pick<V>(Block<V> left, Block<V> right)
        where V : struct, IVector<V>;

    /// <summary>The winner among the lanes.</summary>
    static abstract float Across<V>(Block<V> value)
        where V : struct, IVector<V>;
}
