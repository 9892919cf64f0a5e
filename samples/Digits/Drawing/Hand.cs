using Workflow.Compiled.Kernels;

namespace Digits;

/// <summary>The habits of whoever writes one digit: how the box of a glyph comes to lie on the picture, and how firm the pen is.</summary>
internal readonly struct Hand
{
    private const float Height = 19;
    private const float Width = 13;
    private const float Center = DigitPainter.Size / 2f;

    private readonly float _xx, _xy, _yx, _yy, _shiftX, _shiftY;
    private readonly float _waveX, _waveY, _phaseX, _phaseY, _wavesX, _wavesY;

    public Hand(PhiloxStream random)
    {
        var (sine, cosine) = MathF.SinCos(random.NextSingle(-.3f, .3f));
        var slant = random.NextSingle(-.35f, .35f);
        var width = Width * random.NextSingle(.65f, 1.2f);
        var height = Height * random.NextSingle(.7f, 1.1f);
        (_xx, _xy) = (cosine * width, (cosine * -slant - sine) * height);
        (_yx, _yy) = (sine * width, (sine * -slant + cosine) * height);
        (_shiftX, _shiftY) = (Center + random.NextSingle(-3, 3), Center + random.NextSingle(-2.5f, 2.5f));
        (_waveX, _waveY) = (random.NextSingle(0, 1.4f), random.NextSingle(0, 1.4f));
        (_wavesX, _wavesY) = (random.NextSingle(2, 7), random.NextSingle(2, 7));
        (_phaseX, _phaseY) = (random.NextSingle(0, 2 * MathF.PI), random.NextSingle(0, 2 * MathF.PI));
        HalfThickness = random.NextSingle(.5f, 1.6f);
        Ink = random.NextSingle(.6f, 1);
    }

    /// <summary>Half the width of the pen, in pixels.</summary>
    public float HalfThickness { get; }

    /// <summary>How dark the pen writes, from 0 to 1.</summary>
    public float Ink { get; }

    /// <summary>Where a point of a glyph comes to lie, in pixels.</summary>
    public (float X, float Y) Place((float X, float Y) point)
    {
        var (x, y) = (point.X - .5f, point.Y - .5f);
        return (
            _shiftX + _xx * x + _xy * y + _waveX * MathF.Sin(_wavesX * y + _phaseX),
            _shiftY + _yx * x + _yy * y + _waveY * MathF.Sin(_wavesY * x + _phaseY));
    }
}
