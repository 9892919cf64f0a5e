using TorchSharp;
using static TorchSharp.torch.nn;
using Theirs = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A normalisation, in our words and in libtorch's.</summary>
/// <param name="Creation">A C# expression that makes ours.</param>
/// <param name="Lengths">The lengths of what it works on, without the batch.</param>
/// <param name="Torch">Makes libtorch's.</param>
internal sealed record NormLayerSample(string Creation, int[] Lengths, Func<Theirs> Torch)
{
    /// <summary>Whether running statistics are the plain average over all batches, which TorchSharp's layers do not offer.</summary>
    public bool IsCumulative { get; init; }

    public override string ToString() => $"{Creation} over [{string.Join(", ", Lengths)}]";
}

/// <summary>Normalisations with their running statistics: affine or not, tracking or not, momenta, one channel, many channels, one pixel.</summary>
internal static class NormLayerSamples
{
    private static readonly (bool Affine, bool Track)[] s_flags = [(false, false), (false, true), (true, false), (true, true)];

    public static IReadOnlyList<NormLayerSample> All { get; } =
    [
        .. s_flags.SelectMany(flags => OfLines(flags.Affine, flags.Track)),
        .. s_flags.SelectMany(flags => OfImages(flags.Affine, flags.Track)),
        new("BatchNorm1d(5, momentum: null)", [5], () => BatchNorm1d(5)) { IsCumulative = true },
        new("BatchNorm1d(5, 0.1f, 1)", [5, 3], () => BatchNorm1d(5, 0.1, 1)),
        new("BatchNorm1d(1, momentum: 0)", [1, 4], () => BatchNorm1d(1, momentum: 0)),
        new("BatchNorm2d(6, momentum: null, affine: false)", [6, 3, 5], () => BatchNorm2d(6, affine: false)) { IsCumulative = true },
        new("BatchNorm2d(19, 0.1f, 0.7f)", [19, 2, 3], () => BatchNorm2d(19, 0.1, 0.7)),
        new("BatchNorm2d(1, momentum: 1)", [1, 1, 1], () => BatchNorm2d(1, momentum: 1)),
        new("InstanceNorm1d(1, 0.1f, 0.5f, true, true)", [1, 7], () => InstanceNorm1d(1, 0.1, 0.5, true, true)),
        new("InstanceNorm1d(19, momentum: 1, trackRunningStats: true)", [19, 2], () => InstanceNorm1d(19, momentum: 1, track_running_stats: true)),
        new("InstanceNorm2d(6, 0.1f, 0, true, true)", [6, 1, 3], () => InstanceNorm2d(6, 0.1, 0, true, true)),
        new("InstanceNorm2d(17, momentum: 0.3f, affine: true, trackRunningStats: true)", [17, 4, 4], () => InstanceNorm2d(17, momentum: 0.3, affine: true, track_running_stats: true)),
        new("GroupNorm(3, 6)", [6, 4, 5], () => GroupNorm(3, 6)),
        new("GroupNorm(1, 6, 0.1f, false)", [6, 7], () => GroupNorm(1, 6, 0.1, false)),
        new("GroupNorm(6, 6, affine: true)", [6, 3, 3], () => GroupNorm(6, 6)),
    ];

    private static IEnumerable<NormLayerSample> OfLines(bool affine, bool track) =>
    [
        new($"BatchNorm1d(5, affine: {Text(affine)}, trackRunningStats: {Text(track)})", [5], () => BatchNorm1d(5, affine: affine, track_running_stats: track)),
        new($"BatchNorm1d(4, momentum: 0.3f, affine: {Text(affine)}, trackRunningStats: {Text(track)})", [4, 7], () => BatchNorm1d(4, momentum: 0.3, affine: affine, track_running_stats: track)),
        new($"InstanceNorm1d(4, affine: {Text(affine)}, trackRunningStats: {Text(track)})", [4, 7], () => InstanceNorm1d(4, affine: affine, track_running_stats: track)),
        new($"InstanceNorm1d(3, momentum: 0.4f, affine: {Text(affine)}, trackRunningStats: {Text(track)})", [3, 2], () => InstanceNorm1d(3, momentum: 0.4, affine: affine, track_running_stats: track)),
    ];

    private static IEnumerable<NormLayerSample> OfImages(bool affine, bool track) =>
    [
        new($"BatchNorm2d(3, affine: {Text(affine)}, trackRunningStats: {Text(track)})", [3, 5, 4], () => BatchNorm2d(3, affine: affine, track_running_stats: track)),
        new($"BatchNorm2d(5, eps: 0.01f, affine: {Text(affine)}, trackRunningStats: {Text(track)})", [5, 1, 1], () => BatchNorm2d(5, 0.01, affine: affine, track_running_stats: track)),
        new($"InstanceNorm2d(3, affine: {Text(affine)}, trackRunningStats: {Text(track)})", [3, 5, 4], () => InstanceNorm2d(3, affine: affine, track_running_stats: track)),
        new($"InstanceNorm2d(5, eps: 0.01f, affine: {Text(affine)}, trackRunningStats: {Text(track)})", [5, 2, 1], () => InstanceNorm2d(5, 0.01, affine: affine, track_running_stats: track)),
    ];

    private static string Text(bool value) => value ? "true" : "false";
}
