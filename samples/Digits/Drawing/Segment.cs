namespace Digits;

/// <summary>A straight piece of a stroke, in pixels.</summary>
internal readonly struct Segment((float X, float Y) start, (float X, float Y) end)
{
    private readonly (float X, float Y) _direction = (end.X - start.X, end.Y - start.Y);

    /// <summary>Blackens pixels near the segment, with soft edges.</summary>
    /// <param name="pixels">Coverage from 0 to 1, row by row; only grows.</param>
    /// <param name="halfThickness">Half the width of the line.</param>
    public void Draw(Span<float> pixels, float halfThickness)
    {
        var reach = halfThickness + .5f;
        var (left, right) = Range(start.X, end.X, reach);
        var (top, bottom) = Range(start.Y, end.Y, reach);
        var scale = 1 / MathF.Max(_direction.X * _direction.X + _direction.Y * _direction.Y, 1e-6f);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                ref var pixel = ref pixels[y * DigitPainter.Size + x];
                pixel = MathF.Max(pixel, MathF.Min(1, reach - Distance(x + .5f - start.X, y + .5f - start.Y, scale)));
            }
        }
    }

    private float Distance(float x, float y, float scale)
    {
        var along = Math.Clamp((x * _direction.X + y * _direction.Y) * scale, 0, 1);
        var (dx, dy) = (x - along * _direction.X, y - along * _direction.Y);
        return MathF.Sqrt(dx * dx + dy * dy);
    }

    private static (int First, int Last) Range(float start, float end, float reach) => (
        Math.Max((int)(MathF.Min(start, end) - reach), 0),
        Math.Min((int)(MathF.Max(start, end) + reach), DigitPainter.Size - 1));
}
