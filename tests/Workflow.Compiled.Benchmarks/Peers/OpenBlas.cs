using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Workflow.Compiled.Benchmarks;

/// <summary>The system's OpenBLAS, with the kernels made for this processor.</summary>
internal static unsafe partial class OpenBlas
{
    private const string Library = "libopenblas.so.0";
    private const int RowMajor = 101, NoTranspose = 111, Transpose = 112;

    private static readonly Lazy<string?> s_obstacle = new(Load);

    /// <summary>Why it cannot be used here, or null.</summary>
    public static string? Obstacle => s_obstacle.Value;

    /// <summary>The kernels it chose, such as <c>SkylakeX</c>.</summary>
    public static string Core => Marshal.PtrToStringUTF8(CoreName()) ?? "";

    /// <summary>result [m, n] = op(a) x op(b), row-major and dense.</summary>
    public static void Multiply(bool transposeA, bool transposeB, int m, int n, int k, float* a, float* b, float* result) =>
        Sgemm(RowMajor, transposeA ? Transpose : NoTranspose, transposeB ? Transpose : NoTranspose,
            m, n, k, 1, a, transposeA ? m : k, b, transposeB ? k : n, 0, result, n);

    private static string? Load()
    {
        if (!OperatingSystem.IsLinux())
            return "it is looked for on Linux only";

        // Read by OpenBLAS when it loads, from the C library's environment, which .NET's does not write through to. It may be set to a
        // core or a cache size chosen for another machine; on AVX-512 hardware these are the fastest kernels it has, on AMD too.
        ClearVariable("OPENBLAS_L2_SIZE");
        ClearVariable("OPENBLAS_CORETYPE");
        if (Avx512F.IsSupported)
            SetVariable("OPENBLAS_CORETYPE", "SkylakeX", 1);

        // Its threads spin for 2^22 cycles (2 ms) after a call: longer than any pause within its turn, shorter than the pause before ours.
        SetVariable("OPENBLAS_THREAD_TIMEOUT", "22", 1);

        return NativeLibrary.TryLoad(Library, out _) ? null : $"{Library} is not installed (Debian: libopenblas0-pthread)";
    }

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    public static partial void SetThreads(int count);

    [LibraryImport(Library, EntryPoint = "openblas_get_corename")]
    private static partial nint CoreName();

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    private static partial void Sgemm(int order, int transposeA, int transposeB, int m, int n, int k,
        float alpha, float* a, int aStride, float* b, int bStride, float beta, float* c, int cStride);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ClearVariable(string name);
}
