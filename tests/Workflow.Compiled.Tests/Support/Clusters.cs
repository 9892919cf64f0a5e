namespace Workflow.Compiled.Tests;

/// <summary>Samples of three classes for <see cref="SmallNet"/> that are easy to tell apart.</summary>
internal static class Clusters
{
    public static ArrayDataset Create(int count, int seed = 1)
    {
        var inputs = Values.Random([count, 6], seed, -0.5f, 0.5f);
        var classes = new IndexTensor([count]);
        for (var sample = 0; sample < count; sample++)
        {
            classes.Span[sample] = sample % 3;
            inputs.Span[sample * 6 + sample % 3] += 2;
        }

        return new ArrayDataset(inputs, classes, classCount: 3);
    }
}
