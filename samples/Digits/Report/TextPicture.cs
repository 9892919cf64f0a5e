using System.Text;

namespace Digits;

/// <summary>A picture in characters, one for two pixels above each other, from its darkest value to its brightest.</summary>
internal static class TextPicture
{
    private const string Shades = " .:-=+*#%@";

    /// <summary>The lines of a picture.</summary>
    /// <param name="pixels">The values, row by row.</param>
    /// <param name="width">The length of a row.</param>
    public static string[] Lines(ReadOnlySpan<float> pixels, int width)
    {
        float darkest = float.PositiveInfinity, brightest = float.NegativeInfinity;
        foreach (var pixel in pixels)
            (darkest, brightest) = (MathF.Min(darkest, pixel), MathF.Max(brightest, pixel));
        var range = MathF.Max(brightest - darkest, float.Epsilon);
        var lines = new string[pixels.Length / width / 2];
        for (var line = 0; line < lines.Length; line++)
        {
            var text = new StringBuilder(width);
            var upper = pixels.Slice(2 * line * width, width);
            var lower = pixels.Slice((2 * line + 1) * width, width);
            for (var x = 0; x < width; x++)
                text.Append(Shades[(int)(((upper[x] + lower[x]) / 2 - darkest) / range * (Shades.Length - 1) + 0.5f)]);
            lines[line] = text.ToString();
        }

        return lines;
    }
}
