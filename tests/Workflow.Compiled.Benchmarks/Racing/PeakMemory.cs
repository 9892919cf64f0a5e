using System.Globalization;

namespace Workflow.Compiled.Benchmarks;

/// <summary>How much memory work needs for a while, as the operating system sees it.</summary>
internal static class PeakMemory
{
    // Written to /proc/self/clear_refs it makes the process's highest resident size its present one (proc(5)).
    private const string ResetHighest = "5";

    /// <summary>Whether this system tells.</summary>
    public static bool IsKnown => OperatingSystem.IsLinux();

    /// <summary>Bytes by which the resident memory exceeds its size before, at the worst moment.</summary>
    public static long ExtraBytes(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        NativeHeap.ReturnMemory();
        File.WriteAllText("/proc/self/clear_refs", ResetHighest);
        var before = Read("VmRSS:");
        work();
        return Read("VmHWM:") - before;
    }

    // Such as "VmHWM:     1234 kB".
    private static long Read(string name)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(name.Length, line.Length - name.Length - "kB".Length).Trim(), CultureInfo.InvariantCulture);
    }
}
