using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace Workflow.Compiled.Libtorch;

/// <summary>
/// Loads libtorch for TorchSharp. The native files are taken from the package folder that the build recorded; nothing is copied but the
/// 2 MB binding library, and that only where it must be repaired (<see cref="WeakVersionNeed"/>).
/// </summary>
public static class LibtorchLibrary
{
    /// <summary>The environment variable that turns "libtorch cannot be had" from a skip into a failure.</summary>
    public const string RequiredVariable = "WORKFLOW_COMPILED_REQUIRE_LIBTORCH";

    private const string Binding = "libLibTorchSharp.so";

    // Newer than the libstdc++ of some distributions, and asked for only by a marker symbol that nothing calls.
    private const string MarkerVersion = "GLIBCXX_3.4.32";

    private static readonly Lazy<string?> s_obstacle = new(Load);

    /// <summary>Why libtorch cannot be used here, in one sentence; null when it is loaded.</summary>
    public static string? Obstacle => s_obstacle.Value;

    /// <summary>Whether a missing libtorch must fail the run.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable(RequiredVariable) is { Length: > 0 } value && value != "0";

    /// <summary>Loads libtorch, or throws.</summary>
    /// <exception cref="PlatformNotSupportedException">libtorch cannot be loaded; the message says why.</exception>
    public static void Require()
    {
        if (Obstacle is { } obstacle)
            throw new PlatformNotSupportedException(obstacle);
    }

    private static string? Load()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return $"libtorch is set up for linux-x64 only, this is {RuntimeInformation.RuntimeIdentifier}";

        var libtorch = NativeFolder("LibtorchPackage");
        var torchSharp = NativeFolder("TorchSharpPackage");
        if (!Directory.Exists(libtorch) || !Directory.Exists(torchSharp))
            return "the libtorch and TorchSharp packages that this was built with are no longer in the package folder";

        try
        {
            // In order of dependence; a later library finds an earlier one by its name because it is in the process already.
            foreach (var name in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so"])
                NativeLibrary.Load(Path.Combine(libtorch, name));
            var binding = LoadBinding(Path.Combine(torchSharp, Binding));
            AssemblyLoadContext.GetLoadContext(typeof(torch).Assembly)!.ResolvingUnmanagedDll +=
                (_, name) => name == "LibTorchSharp" ? binding : 0;
        }
        catch (DllNotFoundException exception)
        {
            return $"libtorch does not load: {exception.Message}";
        }

        torch.InitializeDeviceType(DeviceType.CPU);
        return null;
    }

    private static nint LoadBinding(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException exception) when (exception.Message.Contains(MarkerVersion, StringComparison.Ordinal))
        {
            var repaired = Path.Combine(AppContext.BaseDirectory, Binding);
            if (!File.Exists(repaired))
                WriteAtomically(repaired, WeakVersionNeed.Apply(File.ReadAllBytes(path), MarkerVersion));
            return NativeLibrary.Load(repaired);
        }
    }

    private static void WriteAtomically(string path, byte[] content)
    {
        var unfinished = $"{path}.{Environment.ProcessId}";
        File.WriteAllBytes(unfinished, content);
        File.Move(unfinished, path, overwrite: true);
    }

    private static string NativeFolder(string package)
    {
        var recorded = typeof(LibtorchLibrary).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == package);
        return Path.Combine(recorded.Value ?? "", "runtimes", "linux-x64", "native");
    }
}
