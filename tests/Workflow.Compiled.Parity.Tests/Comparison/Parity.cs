using Xunit.Sdk;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>The one tolerance of every comparison with libtorch: both sides compute in float32, in different orders.</summary>
internal static class Parity
{
    private const double Relative = 1.3e-6;
    private const double Absolute = 1e-5;

    /// <summary>Requires equal shapes and values.</summary>
    /// <param name="what">What is compared, for the message.</param>
    /// <param name="expected">libtorch's values.</param>
    /// <param name="actual">Ours.</param>
    /// <param name="terms">How many terms each value is a sum of; the absolute tolerance grows with it.</param>
    /// <exception cref="XunitException">They differ.</exception>
    public static void Require(string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, int terms = 1)
    {
        if (expected.Length != actual.Length)
            throw new XunitException($"{what}: {expected.Length} values expected, {actual.Length} found");

        for (var index = 0; index < expected.Length; index++)
        {
            if (!AreClose(expected[index], actual[index], terms))
                throw new XunitException($"{what}: element {index} of {expected.Length} is {actual[index]:R}, expected {expected[index]:R}");
        }
    }

    // NaN agrees with NaN, an infinity with itself.
    private static bool AreClose(float expected, float actual, int terms) =>
        expected.Equals(actual) || Math.Abs((double)expected - actual) <= Absolute * terms + Relative * Math.Abs((double)expected);
}
