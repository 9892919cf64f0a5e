namespace Workflow.Compiled.Kernels;

/// <summary>A pointwise kernel as work for threads: one item a tile.</summary>
internal ref struct PointwiseWork<TMap> : IWork
    where TMap : struct, IMap, allows ref struct
{
    public TMap Map;
    public PointwiseTiles Tiles;

    public readonly void Invoke(int item)
    {
        var (row, rowEnd, column, columnEnd) = Tiles[item];
        Pointwise.Block(Map, row, rowEnd, column, columnEnd);
    }
}
