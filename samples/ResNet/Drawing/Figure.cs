using System.Numerics;
using Workflow.Compiled.Kernels;

namespace ResNet;

/// <summary>A figure somewhere on an image: turned, stretched, larger or smaller.</summary>
internal readonly struct Figure
{
    private const float Center = 16;

    private readonly int _kind;
    private readonly Vector2 _center, _right, _stretch;
    private readonly float _radius;

    public Figure(int kind, PhiloxStream random)
    {
        _kind = kind;
        _radius = random.NextSingle(7, 12);
        _center = new Vector2(Center + random.NextSingle(-3, 3), Center + random.NextSingle(-3, 3));
        var (sine, cosine) = MathF.SinCos(random.NextSingle(0, MathF.Tau));
        _right = new Vector2(cosine, sine);
        var stretch = random.NextSingle(.85f, 1.15f);
        _stretch = new Vector2(stretch, 1 / stretch);
    }

    /// <summary>The kinds of figures.</summary>
    public static IReadOnlyList<string> Names { get; } = ["disc", "ring", "square", "triangle", "cross"];

    /// <summary>How much of a pixel lies in the figure, from 0 to 1.</summary>
    /// <param name="point">The middle of the pixel.</param>
    public float Coverage(Vector2 point)
    {
        var away = point - _center;
        var turned = new Vector2(Vector2.Dot(away, _right), Vector2.Dot(away, new Vector2(-_right.Y, _right.X)));
        return Math.Clamp(.5f - _radius * Distance(turned * _stretch / _radius), 0, 1);
    }

    // How far a point is outside the figure, which has a radius of about 1; negative inside.
    private float Distance(Vector2 point)
    {
        var (x, y) = (MathF.Abs(point.X), MathF.Abs(point.Y));
        return _kind switch
        {
            0 => point.Length() - .95f,
            1 => MathF.Abs(point.Length() - .75f) - .28f,
            2 => MathF.Max(x, y) - .8f,
            3 => MathF.Max(MathF.Sqrt(3) / 2 * x + point.Y / 2, -point.Y) - .6f,
            _ => MathF.Min(MathF.Max(x - 1, y - .32f), MathF.Max(x - .32f, y - 1)),
        };
    }
}
