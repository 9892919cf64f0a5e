namespace Workflow.Compiled.Benchmarks;

/// <summary>Compares what two sides computed.</summary>
internal static class Agreement
{
    private const float Relative = 1.3e-6f;
    private const float Absolute = 1e-5f;

    /// <summary>Requires two results to be equal up to the rounding of sums of <paramref name="terms"/> values of magnitude one.</summary>
    /// <exception cref="WrongAnswerException">They differ.</exception>
    public static void Require(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, int terms = 1)
    {
        if (ours.Length != theirs.Length)
            throw new WrongAnswerException($"{ours.Length} values against {theirs.Length}");

        // The rounding error of a sum grows like the square root of its length when signs are random.
        var absolute = Absolute * MathF.Sqrt(terms);
        for (var index = 0; index < ours.Length; index++)
        {
            var allowed = absolute + Relative * MathF.Abs(theirs[index]);
            if (!(MathF.Abs(ours[index] - theirs[index]) <= allowed))
                throw new WrongAnswerException($"element {index}: {ours[index]} against {theirs[index]}");
        }
    }
}
