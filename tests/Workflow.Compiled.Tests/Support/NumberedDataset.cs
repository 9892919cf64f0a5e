namespace Workflow.Compiled.Tests;

/// <summary>Sample i has an input of three values that tell i, and class i modulo 5. May fail on one sample.</summary>
internal sealed class NumberedDataset(int count, int failsAt = -1, Func<int, int>? classOf = null) : Dataset
{
    public const int ClassCount = 5;

    public override int Count => count;

    public override Shape InputShape { get; } = [3];

    public override TargetKind Targets { get; } = TargetKind.Classes(ClassCount);

    public override void Read(int index, Span<float> input, TargetSlot target)
    {
        if (index == failsAt)
            throw new FormatException("the picture is torn");
        for (var i = 0; i < input.Length; i++)
            input[i] = index * 10 + i;
        target.Class = classOf is null ? index % ClassCount : classOf(index);
    }
}
