using Xunit;

namespace Workflow.Compiled.Tests;

/// <summary>Random lives: what is alive at once never shares memory, and the arena is not larger than it must be.</summary>
public class ArenaFuzzTests
{
    private const int Rounds = 2000;

    // How much larger than the values that live at once an arena may be, on average: placing the largest first is not always best.
    private const double MostWaste = 1.1;

    [Fact]
    public void NoFrameOverwritesWhatIsAlive()
    {
        var random = new Random(3);
        for (var round = 0; round < Rounds; round++)
        {
            var frame = FuzzFrame.Make(random);
            var length = frame.Allocate();
            frame.Forward();
            frame.Backward();

            Assert.InRange(length, frame.IsFlat ? frame.Peak : 0, frame.SumOfLengths);
        }
    }

    [Fact]
    public void AnArenaIsHardlyLargerThanWhatLivesAtOnce()
    {
        var random = new Random(5);
        FuzzFrame[] frames = [.. Enumerable.Range(0, Rounds).Select(_ => FuzzFrame.Make(random)).Where(frame => frame.IsFlat)];

        Assert.InRange(frames.Sum(frame => (double)frame.Allocate()) / frames.Sum(frame => (double)frame.Peak), 1, MostWaste);
    }
}
