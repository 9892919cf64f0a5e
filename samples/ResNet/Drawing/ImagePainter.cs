using System.Numerics;
using Workflow.Compiled;
using Workflow.Compiled.Kernels;

namespace ResNet;

/// <summary>Draws figures with a texture before a background. An image depends on its key and class alone.</summary>
internal static class ImagePainter
{
    /// <summary>The number of values of an image.</summary>
    public const int ImageLength = 3 * PlaneLength;

    private const int Side = 32;
    private const int PlaneLength = Side * Side;
    private const float MostNoise = .1f;
    private const float BackgroundBrightness = .5f;

    /// <summary>The names of the classes: each figure striped and spotted.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = [.. Figure.Names.SelectMany(figure => Texture.Names.Select(texture => $"{texture} {figure}"))];

    /// <summary>Red, green and blue, each a square.</summary>
    public static Shape ImageShape { get; } = [3, Side, Side];

    /// <summary>Draws one image.</summary>
    /// <param name="label">The number of a class.</param>
    /// <param name="key">Names the image.</param>
    /// <param name="image">Takes a byte for each value: red, green, blue.</param>
    public static void Draw(int label, PhiloxKey key, Span<byte> image)
    {
        var random = new PhiloxStream(key);
        var (kind, textureKind) = Math.DivRem(label, Texture.Names.Count);
        var figure = new Figure(kind, random);
        var texture = new Texture(textureKind, random);
        var (first, second) = Apart(random);
        var (near, far) = (BackgroundBrightness * Colour(random), BackgroundBrightness * Colour(random));
        var slope = new Vector2(random.NextSingle(-1, 1), random.NextSingle(-1, 1)) / Side;
        var noise = random.NextSingle(0, MostNoise);
        for (var place = 0; place < PlaneLength; place++)
        {
            var point = new Vector2(place % Side + .5f, place / Side + .5f);
            var background = Vector3.Lerp(near, far, .5f + Vector2.Dot(slope, point - new Vector2(Side / 2f)));
            var colour = Vector3.Lerp(background, Vector3.Lerp(first, second, texture.At(point)), figure.Coverage(point));
            Write(image, place, colour + noise * new Vector3(random.NextSingle(-1, 1), random.NextSingle(-1, 1), random.NextSingle(-1, 1)));
        }
    }

    private static void Write(Span<byte> image, int place, Vector3 colour)
    {
        for (var channel = 0; channel < 3; channel++)
            image[channel * PlaneLength + place] = (byte)(Math.Clamp(colour[channel], 0, 1) * byte.MaxValue);
    }

    private static Vector3 Colour(PhiloxStream random) => new(random.NextSingle(), random.NextSingle(), random.NextSingle());

    /// <summary>Two colours that can be told apart, one of them bright.</summary>
    private static (Vector3 First, Vector3 Second) Apart(PhiloxStream random)
    {
        const float least = .7f;
        while (true)
        {
            var (first, second) = (Vector3.One - BackgroundBrightness * Colour(random), Colour(random));
            if (Vector3.Distance(first, second) >= least)
                return (first, second);
        }
    }
}
