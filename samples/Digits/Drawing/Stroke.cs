namespace Digits;

/// <summary>A line of a pen that is not lifted: points in a box of 1 by 1, x to the right and y down.</summary>
internal sealed class Stroke
{
    private const float DegreesPerPoint = 24;
    private readonly List<(float X, float Y)> _points = [];

    public IReadOnlyList<(float X, float Y)> Points => _points;

    /// <summary>Goes on straight to a point.</summary>
    public Stroke To(float x, float y)
    {
        _points.Add((x, y));
        return this;
    }

    /// <summary>Goes on along an ellipse, from one angle to another: 0 is right, 90 down, 180 left, 270 up.</summary>
    public Stroke Arc(float centerX, float centerY, float radiusX, float radiusY, float from, float to)
    {
        var steps = (int)MathF.Ceiling(MathF.Abs(to - from) / DegreesPerPoint);
        for (var step = 0; step <= steps; step++)
        {
            var (sine, cosine) = MathF.SinCos((from + (to - from) * step / steps) * MathF.PI / 180);
            _points.Add((centerX + radiusX * cosine, centerY + radiusY * sine));
        }

        return this;
    }
}
