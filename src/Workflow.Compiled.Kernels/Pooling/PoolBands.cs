namespace Workflow.Compiled.Kernels;

/// <summary>A pool's result in bands of rows, which together with the rows of the images that they see stay near: some whole images, or parts of one where it is large.</summary>
internal readonly struct PoolBands
{
    // Rows of the result below which an image is not divided where windows overlap: what parts see twice is computed twice.
    private const int FewRows = 4;

    private readonly PoolWindows _rows;
    private readonly int _batch;
    private readonly int _groups;
    private readonly int _parts;
    private readonly int _alignment;
    private readonly int _unit;

    /// <param name="shape">The geometry.</param>
    /// <param name="most">Rows of images that a band should see at most.</param>
    /// <param name="least">Bands that there should be at least, and a multiple of it.</param>
    /// <param name="alignment">What a band sees of an image begins with a multiple of so many rows, and ends with one or with the image.</param>
    public PoolBands(in Pool2dShape shape, int most, int least, int alignment)
    {
        (_rows, _batch, _alignment) = (PoolWindows.Rows(in shape), shape.Batch, alignment);
        var groups = Blocking.Parts(_batch, Math.Max(1, most / shape.Height));
        _groups = (int)Math.Min(_batch, Blocking.Parts(groups, least) * least);
        _unit = shape.IsAdaptive ? 1 : Period(shape.StrideHeight, alignment);
        var units = Blocking.Parts(shape.OutHeight, _unit);
        var near = Math.Min(Blocking.Parts(shape.Height, Math.Max(1, most)), Math.Max(1, shape.OutHeight / FewRows));
        _parts = _groups < _batch ? 1 : (int)Math.Min(units, Math.Max(near, Blocking.Parts(least, Math.Max(1, _batch))));
    }

    /// <summary>The number of bands.</summary>
    public int Count => _groups * _parts;

    /// <summary>The rows of the result, counted over all images.</summary>
    public (int First, int End) Rows(int band)
    {
        var (group, part) = Math.DivRem(band, _parts);
        int image = (int)Blocking.Start(_batch, _groups, group), imageEnd = (int)Blocking.Start(_batch, _groups, group + 1);
        return ((image * _rows.Out) + RowOfPart(part), ((imageEnd - 1) * _rows.Out) + RowOfPart(part + 1));
    }

    /// <summary>The rows of the images that a band may see, counted over all of them.</summary>
    public (int First, int End) Sources(int band)
    {
        var (from, to) = Rows(band);
        var (image, window) = Math.DivRem(from, _rows.Out);
        var (lastImage, lastWindow) = Math.DivRem(to - 1, _rows.Out);
        var first = Inside(_rows.Start(window)) / _alignment * _alignment;
        var end = (int)Blocking.Parts(Inside(_rows.Last(lastWindow)) + 1, _alignment) * _alignment;
        return ((image * _rows.Length) + first, (lastImage * _rows.Length) + Math.Min(end, _rows.Length));
    }

    /// <summary>After how many steps of a stride a multiple of the alignment is reached.</summary>
    private static int Period(int stride, int alignment)
    {
        var steps = 1;
        while (steps * (long)stride % alignment != 0)
            steps++;
        return steps;
    }

    private int RowOfPart(int part) => (int)Math.Min(_rows.Out, Blocking.Start(Blocking.Parts(_rows.Out, _unit), _parts, part) * _unit);

    private int Inside(int position) => Math.Clamp(position, 0, _rows.Length - 1);
}
