using System.Runtime.InteropServices;
using Workflow.Compiled.Kernels;

namespace Digits;

/// <summary>Draws handwritten digits as pictures of 28 by 28 pixels. A picture depends on its key and digit alone.</summary>
internal static class DigitPainter
{
    /// <summary>The width and height of a picture, in pixels.</summary>
    public const int Size = 28;

    private const float MostNoise = .35f;

    /// <summary>Draws one digit.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="key">Names the picture.</param>
    /// <param name="picture">Takes one byte a pixel, row by row: 0 is paper, 255 ink.</param>
    public static void Draw(int digit, PhiloxKey key, Span<byte> picture)
    {
        var random = new PhiloxStream(key);
        var variants = Glyphs.Of(digit);
        var strokes = variants[random.NextInt(variants.Count)];
        var hand = new Hand(random);

        Span<float> coverage = stackalloc float[Size * Size];
        coverage.Clear();
        for (var i = 0; i < strokes.Count; i++)
            Draw(strokes[i].Points, hand, coverage);
        Print(coverage, hand.Ink, random, picture);
    }

    private static void Draw(IReadOnlyList<(float X, float Y)> points, in Hand hand, Span<float> coverage)
    {
        var start = hand.Place(points[0]);
        for (var i = 1; i < points.Count; i++)
        {
            var end = hand.Place(points[i]);
            new Segment(start, end).Draw(coverage, hand.HalfThickness);
            start = end;
        }
    }

    /// <summary>Turns coverage into bytes, with noise on each pixel.</summary>
    private static void Print(ReadOnlySpan<float> coverage, float ink, PhiloxStream random, Span<byte> picture)
    {
        Span<uint> words = stackalloc uint[Size * Size / sizeof(uint)];
        foreach (ref var word in words)
            word = random.NextUInt32();
        var noise = MemoryMarshal.AsBytes(words);
        var strength = random.NextSingle(0, MostNoise);
        for (var i = 0; i < picture.Length; i++)
        {
            var value = ink * byte.MaxValue * coverage[i] + strength * (noise[i] - 127.5f);
            picture[i] = (byte)Math.Clamp(float.ConvertToIntegerNative<int>(value), 0, byte.MaxValue);
        }
    }
}
