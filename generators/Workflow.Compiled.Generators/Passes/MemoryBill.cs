using System.Globalization;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The arena of a pass. Its size is planned for the actual batch at run time; here it is planned for two batches and stated as a line.</summary>
/// <param name="BytesPerSample">What each further sample of a batch adds.</param>
/// <param name="FixedBytes">What does not depend on the batch.</param>
/// <param name="UnsharedBytesPerSample">What each sample would add if no two values shared memory.</param>
public sealed record MemoryBill(long BytesPerSample, long FixedBytes, long UnsharedBytesPerSample)
{
    // Lengths are rounded up to whole cache lines; a batch of a multiple of 16 makes that exact.
    private const int SmallBatch = 16;
    private const int LargeBatch = 32;

    public static MemoryBill Of(Schedule schedule)
    {
        var (small, large) = (Plan(schedule, SmallBatch), Plan(schedule, LargeBatch));
        var perSample = (large.TotalLength - small.TotalLength) / (LargeBatch - SmallBatch);
        return new MemoryBill(
            sizeof(float) * perSample,
            sizeof(float) * (small.TotalLength - (SmallBatch * perSample)),
            sizeof(float) * (large.SumOfLengths - small.SumOfLengths) / (LargeBatch - SmallBatch));
    }

    public override string ToString()
    {
        var fixedPart = FixedBytes == 0 ? "" : $" + {Number(FixedBytes)}";
        var unshared = UnsharedBytesPerSample == BytesPerSample ? "" : $" ({Number(UnsharedBytesPerSample)} if nothing were shared)";
        return $"{Number(BytesPerSample)} bytes a sample{fixedPart}{unshared}";
    }

    private static ArenaPlan Plan(Schedule schedule, int batch)
    {
        var plan = new ArenaPlan();
        foreach (var storage in schedule.Storages.Where(storage => storage.Kind == StorageKind.Arena))
            plan.Reserve((int)schedule.Values[storage.Value].StoredLength.Evaluate(_ => batch), storage.First, storage.Last);
        return plan;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
