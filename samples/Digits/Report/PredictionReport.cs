using Workflow.Compiled;

namespace Digits;

/// <summary>Digits as text pictures, beside the probabilities that a network gives them.</summary>
internal static class PredictionReport
{
    private const int BarWidth = 20;

    public static void Write(TextWriter output, Module model, Dataset digits)
    {
        var image = new float[digits.InputShape.ElementCount];
        var logits = new float[DigitSource.ClassCount];
        for (var i = 0; i < digits.Count; i++)
        {
            var actual = 0;
            digits.Read(i, image, new TargetSlot(ref actual));
            model.Predict(image, logits);
            var probabilities = Functional.Softmax(new Tensor(logits, [1, logits.Length]), 1);
            Write(output, TextPicture.Lines(image, DigitPainter.Size), probabilities, actual);
        }
    }

    private static void Write(TextWriter output, string[] picture, Tensor probabilities, int actual)
    {
        output.WriteLine();
        output.WriteLine($"a {actual}, predicted {probabilities.ArgMax()}");
        for (var line = 0; line < picture.Length; line++)
            output.WriteLine($"  {picture[line]}{(line < probabilities.Shape[1] ? Bar(line, probabilities.Span[line]) : "")}".TrimEnd());
    }

    private static string Bar(int digit, float probability) =>
        FormattableString.Invariant($"  {digit} {probability,6:F4} {new string('#', (int)(probability * BarWidth + 0.5f))}");
}
