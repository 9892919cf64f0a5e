using TorchSharp;
using Workflow.Compiled.Libtorch;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Everyone we race against.</summary>
internal static class Peers
{
    public static Peer Libtorch { get; } = new("libtorch", LibtorchLibrary.Obstacle, torch.set_num_threads);

    public static Peer OpenBlas { get; } = new("openblas", Benchmarks.OpenBlas.Obstacle, Benchmarks.OpenBlas.SetThreads);

    public static IEnumerable<Peer> All => [Libtorch, OpenBlas];
}
