using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Orders of samples that depend on a key alone.</summary>
internal static class SampleOrder
{
    /// <summary>What shuffles of epochs ask with.</summary>
    public const int ShuffleSite = 0;

    /// <summary>What random splits ask with, so that a split and a shuffle with one seed are unrelated.</summary>
    public const int SplitSite = 1;

    /// <summary>What random changes of sample 0 ask with, those of sample 1 with the next, and so on.</summary>
    public const int FirstSampleSite = 2;

    /// <summary>0 to <paramref name="count"/> - 1 in random order.</summary>
    public static int[] Shuffled(int count, PhiloxKey key)
    {
        var order = new int[count];
        Fill(order);
        new PhiloxStream(key).Shuffle<int>(order);
        return order;
    }

    /// <summary>Writes 0, 1, 2, ...</summary>
    public static void Fill(Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
    }
}
