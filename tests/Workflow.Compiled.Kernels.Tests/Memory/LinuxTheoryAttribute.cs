namespace Workflow.Compiled.Kernels.Tests;

/// <summary>A theory that needs <see cref="GuardedBuffer"/>.</summary>
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Guard pages are made with Linux system calls.";
    }
}
