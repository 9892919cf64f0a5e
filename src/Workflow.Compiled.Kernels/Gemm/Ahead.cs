namespace Workflow.Compiled.Kernels;

/// <summary>Two stretches of memory that will be needed soon: tiles ask for their cache lines while they compute, a line with each step.</summary>
internal unsafe struct Ahead(float* first, nint firstLength, float* second, nint secondLength)
{
    private const int CacheLine = 64 / sizeof(float);

    private float* _next = first;
    private nint _left = firstLength;
    private float* _second = second;
    private nint _secondLeft = secondLength;

    /// <summary>What a tile of so many steps asks for, or null when all has been.</summary>
    public float* Take(nint steps)
    {
        if (_left <= 0)
        {
            _next = _second;
            _left = _secondLeft;
            _secondLeft = 0;
        }

        if (_left <= 0)
            return null;
        var taken = _next;
        _next += steps * CacheLine;
        _left -= steps * CacheLine;
        return taken;
    }
}
