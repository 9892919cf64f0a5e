namespace Workflow.Compiled.Kernels.Tests;

public class InstanceNormalizationTests
{
    [Fact]
    public void Running_statistics_move_towards_the_averages_over_the_samples()
    {
        float[] means = [1, 2, 3, 6], variances = [3, 6, 9, 0], runningMeans = [1, 1], runningVariances = [1, 1];

        InstanceNormalization.UpdateRunning(means, variances, runningMeans, runningVariances, batch: 2, channels: 2, count: 4, momentum: 0.5f);

        Assert.Equal([1.5f, 2.5f], runningMeans);
        Assert.Equal([4.5f, 2.5f], runningVariances);
    }

    [Fact]
    public void One_number_and_wrong_lengths_are_refused()
    {
        float[] two = new float[2], four = new float[4];
        Assert.Throws<ArgumentException>(() => InstanceNormalization.UpdateRunning(four, four, two, two, 2, 2, 1, 0.1f));
        Assert.Throws<ArgumentException>(() => InstanceNormalization.UpdateRunning(four, two, two, two, 2, 2, 3, 0.1f));
        Assert.Throws<ArgumentException>(() => InstanceNormalization.UpdateRunning(four, four, two, four, 2, 2, 3, 0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => InstanceNormalization.UpdateRunning([], [], two, two, 0, 2, 3, 0.1f));
    }
}
