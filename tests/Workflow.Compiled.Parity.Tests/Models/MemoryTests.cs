using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>What passes take, as they state it.</summary>
public class MemoryTests
{
    [Fact]
    public void Twelve_residual_blocks_take_at_most_three_fifths_of_what_their_values_take_together()
    {
        var memory = new Programs.ResidualMlp(features: 64, width: 128, depth: 12, classes: 10).CreateTrainingPass(64).Memory;

        Assert.InRange((double)memory.ArenaBytes / memory.UnsharedBytes, 0.1, 0.6);
    }
}
