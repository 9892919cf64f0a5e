using System.Runtime.CompilerServices;
using Workflow.Compiled.Libtorch;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Loads libtorch before anything can call TorchSharp, which fails for good where its first call comes too early.</summary>
internal static class LoadLibtorch
{
    [ModuleInitializer]
    internal static void Run() => _ = LibtorchLibrary.Obstacle;
}
