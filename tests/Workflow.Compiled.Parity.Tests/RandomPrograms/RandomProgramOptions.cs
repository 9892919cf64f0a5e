using System.Globalization;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>How many random programs are run, and from which seed.</summary>
/// <param name="Count">The number of programs: <c>WORKFLOW_COMPILED_RANDOM_PROGRAMS</c>, else 500.</param>
/// <param name="Seed">The seed: <c>WORKFLOW_COMPILED_RANDOM_SEED</c>, a number or <c>clock</c>, else always the same.</param>
/// <param name="First">The number of the first program: <c>WORKFLOW_COMPILED_RANDOM_FIRST</c>, to run one alone.</param>
internal sealed record RandomProgramOptions(int Count, int Seed, int First)
{
    private const int DefaultCount = 500;
    private const int DefaultSeed = 20251125;

    /// <summary>What the environment asks for.</summary>
    public static RandomProgramOptions Current { get; } = new(
        Number("WORKFLOW_COMPILED_RANDOM_PROGRAMS") ?? DefaultCount,
        Environment.GetEnvironmentVariable("WORKFLOW_COMPILED_RANDOM_SEED") == "clock" ? Environment.TickCount : Number("WORKFLOW_COMPILED_RANDOM_SEED") ?? DefaultSeed,
        Number("WORKFLOW_COMPILED_RANDOM_FIRST") ?? 0);

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
