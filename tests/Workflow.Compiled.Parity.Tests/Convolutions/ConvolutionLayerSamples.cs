using TorchSharp;
using static TorchSharp.torch.nn;
using Theirs = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A layer with a kernel, in our words and in libtorch's.</summary>
/// <param name="Creation">A C# expression that makes ours.</param>
/// <param name="Lengths">The lengths of what it works on, without the batch.</param>
/// <param name="Torch">Makes libtorch's.</param>
internal sealed record ConvolutionLayerSample(string Creation, int[] Lengths, Func<Theirs> Torch)
{
    /// <summary>What is put on the sides before libtorch's layer, in the order of its pad; null for nothing.</summary>
    /// <remarks>TorchSharp's layers exchange the axes of the padding "same" in other modes than zeros, where the kernel is not the same along all of them.</remarks>
    public (long[] Sides, PaddingModes Mode)? Pad { get; init; }

    public override string ToString() => $"{Creation} over [{string.Join(", ", Lengths)}]";
}

/// <summary>What functions do not have: modes of padding, and padding that follows from the kernel; and each kind of layer once.</summary>
internal static class ConvolutionLayerSamples
{
    private static readonly (string Ours, PaddingModes Theirs)[] s_modes =
    [
        ("Constant", PaddingModes.Zeros), ("Reflect", PaddingModes.Reflect), ("Replicate", PaddingModes.Replicate), ("Circular", PaddingModes.Circular),
    ];

    public static IReadOnlyList<ConvolutionLayerSample> All { get; } =
    [
        .. s_modes.SelectMany(mode => InMode($"PadMode.{mode.Ours}", mode.Theirs)),
        new("Conv1d(4, 6, 3, stride: 2, padding: 1, groups: 2)", [4, 9], () => Conv1d(4, 6, 3, stride: 2, padding: 1, groups: 2)),
        new("Conv1d(4, 4, 5, padding: 2, groups: 4, bias: false)", [4, 9], () => Conv1d(4, 4, 5, padding: 2, groups: 4, bias: false)),
        new("Conv2d(4, 6, (3, 2), (2, 1), (0, 2), (1, 3), groups: 2)", [4, 7, 9], () => Conv2d(4, 6, (3, 2), (2, 1), (0, 2), (1, 3), groups: 2)),
        new("Conv3d(2, 4, 2, padding: 1)", [2, 4, 3, 5], () => Conv3d(2, 4, 2, padding: 1)),
        new("Conv3d(4, 6, (3, 1, 2), (2, 1, 3), (1, 0, 2), (1, 2, 2), groups: 2)", [4, 5, 3, 6], () => Conv3d(4, 6, (3, 1, 2), (2, 1, 3), (1, 0, 2), (1, 2, 2), groups: 2)),
        new("Conv3d(3, 5, (1, 3, 3), (1, 1, 1), (0, 1, 1), (1, 1, 1))", [3, 4, 5, 6], () => Conv3d(3, 5, (1, 3, 3), (1, 1, 1), (0, 1, 1), (1, 1, 1))),
        new("ConvTranspose1d(4, 6, 3, stride: 2, outputPadding: 1)", [4, 9], () => ConvTranspose1d(4, 6, 3, stride: 2, output_padding: 1)),
        new("ConvTranspose1d(4, 6, 4, stride: 3, padding: 1, groups: 2, bias: false, dilation: 2)", [4, 9], () => ConvTranspose1d(4, 6, 4, stride: 3, padding: 1, groups: 2, bias: false, dilation: 2)),
        new("ConvTranspose2d(4, 6, 3, stride: 2, padding: 1, outputPadding: 1, groups: 2)", [4, 5, 7], () => ConvTranspose2d(4, 6, 3, stride: 2, padding: 1, output_padding: 1, groups: 2)),
        new("ConvTranspose2d(4, 4, (2, 3), (2, 3), (0, 1), (1, 1), groups: 4)", [4, 5, 7], () => ConvTranspose2d(4, 4, (2, 3), (2, 3), (0, 1), (1, 1), groups: 4)),
    ];

    private static IEnumerable<ConvolutionLayerSample> InMode(string ours, PaddingModes theirs) =>
    [
        new($"Conv1d(4, 6, 3, padding: 2, paddingMode: {ours})", [4, 9], () => Conv1d(4, 6, 3, padding: 2, padding_mode: theirs)),
        new($"Conv1d(4, 6, 4, padding: Padding.Same, groups: 2, paddingMode: {ours})", [4, 9], () => Conv1d(4, 6, 4, TorchSharp.Padding.Same, groups: 2, padding_mode: theirs)),
        new($"Conv1d(4, 4, 3, padding: Padding.Valid, stride: 2, paddingMode: {ours})", [4, 9], () => Conv1d(4, 4, 3, TorchSharp.Padding.Valid, stride: 2, padding_mode: theirs)),
        new($"Conv2d(3, 5, 3, padding: 1, paddingMode: {ours})", [3, 7, 6], () => Conv2d(3, 5, 3, padding: 1, padding_mode: theirs)),
        new($"Conv2d(3, 5, 3, stride: 2, padding: 2, paddingMode: {ours})", [3, 7, 6], () => Conv2d(3, 5, 3, stride: 2, padding: 2, padding_mode: theirs)),
        new($"Conv2d(4, 8, (3, 5), (1, 2), (0, 2), (2, 1), groups: 4, paddingMode: {ours})", [4, 7, 6], () => Conv2d(4, 8, (3, 5), (1, 2), (0, 2), (2, 1), groups: 4, padding_mode: theirs)),
        new($"Conv2d(3, 5, 3, padding: Padding.Same, paddingMode: {ours})", [3, 7, 6], () => Conv2d(3, 5, 3, TorchSharp.Padding.Same, padding_mode: theirs)),
        new($"Conv2d(3, 5, (4, 3), padding: Padding.Same, bias: false, paddingMode: {ours})", [3, 7, 6], () => Conv2d(3, 5, (4, 3), bias: false)) { Pad = ([1, 1, 1, 2], theirs) },
        new($"Conv2d(3, 5, 4, padding: Padding.Same, paddingMode: {ours})", [3, 7, 6], () => Conv2d(3, 5, 4, TorchSharp.Padding.Same, padding_mode: theirs)),
        new($"Conv2d(1, 2, 2, padding: Padding.Same, dilation: 3, paddingMode: {ours})", [1, 7, 6], () => Conv2d(1, 2, 2, TorchSharp.Padding.Same, dilation: 3, padding_mode: theirs)),
        new($"Conv3d(2, 4, 3, padding: 1, paddingMode: {ours})", [2, 3, 4, 5], () => Conv3d(2, 4, 3, padding: 1, padding_mode: theirs)),
        new($"Conv3d(2, 4, (2, 3, 4), padding: Padding.Same, groups: 2, paddingMode: {ours})", [2, 3, 4, 5], () => Conv3d(2, 4, (2, 3, 4), groups: 2)) { Pad = ([1, 2, 1, 1, 0, 1], theirs) },
        new($"Conv3d(2, 2, 2, padding: Padding.Same, paddingMode: {ours})", [2, 3, 4, 5], () => Conv3d(2, 2, 2, TorchSharp.Padding.Same, padding_mode: theirs)),
    ];
}
