using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Normalisation of channels, and what moves between channels and pixels. (The names of the operands are also those of the arguments.)</summary>
internal static class ChannelNorms
{
    private static Operand X => Operand.Batched("x", 6, 3, 5);

    private static Operand Line => Operand.Batched("x", 6, 7);

    private static Operand Weight => Operand.Fixed("w", 6);

    private static Operand Bias => Operand.Fixed("b", 6);

    public static IEnumerable<OperatorSample> Samples =>
    [
        OperatorSample.Unary("GroupNorm", "GroupNorm(x, 2)", X, x => functional.group_norm(x, 2)) with { Terms = 45 },
        OperatorSample.Unary("GroupNorm", "GroupNorm(x, 6)", X, x => functional.group_norm(x, 6)) with { Terms = 15 },
        OperatorSample.Unary("GroupNorm", "GroupNorm(x, 1, eps: 0.1f)", Line, x => functional.group_norm(x, 1, eps: 0.1)) with { Terms = 42 },
        OperatorSample.Unary("GroupNorm", "GroupNorm(x, 2)", Operand.Batched("x", 8), x => functional.group_norm(x, 2)) with { Terms = 4 },
        OperatorSample.Unary("GroupNorm", "GroupNorm(x, 1)", Operand.Batched("x", 1, 3, 3), x => functional.group_norm(x, 1)) with { Terms = 9 },
        new OperatorSample("GroupNorm", "GroupNorm(x, 3, w, b)", [X, Weight, Bias], o => functional.group_norm(o[0], 3, o[1], o[2])) with { Terms = 75 },
        OperatorSample.Binary("GroupNorm", "Relu(GroupNorm(x, 2, w))", X, Weight, (x, w) => functional.group_norm(x, 2, w).relu()) with { Terms = 75, IsSmooth = false },
        OperatorSample.Binary("GroupNorm", "GroupNorm(x, 2, bias: b)", X, Bias, (x, b) => functional.group_norm(x, 2) + b.reshape(6, 1, 1)) with { Terms = 75 },
        OperatorSample.Unary("InstanceNorm", "InstanceNorm(x)", X, x => functional.instance_norm(x)) with { Terms = 15 },
        OperatorSample.Unary("InstanceNorm", "InstanceNorm(x, eps: 0.1f)", Line, x => functional.instance_norm(x, eps: 0.1)) with { Terms = 7 },
        new OperatorSample("InstanceNorm", "InstanceNorm(x, w, b)", [X, Weight, Bias], o => functional.instance_norm(o[0], weight: o[1], bias: o[2])) with { Terms = 75 },
        OperatorSample.Unary("LocalResponseNorm", "LocalResponseNorm(x, 3)", X, x => functional.local_response_norm(x, 3, 1e-4, 0.75, 1)) with { Terms = 3 },
        OperatorSample.Unary("LocalResponseNorm", "LocalResponseNorm(x, 4, 0.5f, 0.6f, 2)", X, x => functional.local_response_norm(x, 4, 0.5, 0.6, 2)) with { Terms = 4 },
        OperatorSample.Unary("LocalResponseNorm", "LocalResponseNorm(x, 1, 0.5f)", Line, x => functional.local_response_norm(x, 1, 0.5, 0.75, 1)),
        OperatorSample.Unary("LocalResponseNorm", "LocalResponseNorm(x, 9, alpha: 0.2f)", Line, x => functional.local_response_norm(x, 9, 0.2, 0.75, 1)) with { Terms = 9 },
        OperatorSample.Unary("PixelShuffle", "PixelShuffle(x, 2)", Operand.Batched("x", 8, 3, 5), x => functional.pixel_shuffle(x, 2)),
        OperatorSample.Unary("PixelShuffle", "Square(PixelShuffle(Square(x), 3)) * 2f", Operand.Batched("x", 9, 1, 2), x => 2 * functional.pixel_shuffle(x.square(), 3).square()) with { Terms = 64 },
        OperatorSample.Unary("PixelShuffle", "PixelShuffle(x, 1)", X, x => functional.pixel_shuffle(x, 1)),
        OperatorSample.Unary("PixelUnshuffle", "PixelUnshuffle(x, 2)", Operand.Batched("x", 3, 4, 6), x => functional.pixel_unshuffle(x, 2)),
        OperatorSample.Unary("PixelUnshuffle", "Square(PixelUnshuffle(Square(x), 3)) * 2f", Operand.Batched("x", 1, 3, 6), x => 2 * functional.pixel_unshuffle(x.square(), 3).square()) with { Terms = 64 },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("GroupNorm", "GroupNorm(x, 4)", [X], o => functional.group_norm(o[0], 4)),
        new("GroupNorm", "GroupNorm(x, 0)", [X], Torch: null),
        new("GroupNorm", "GroupNorm(x, 2, w)", [X, Operand.Fixed("w", 5)], o => functional.group_norm(o[0], 2, o[1])),
        new("InstanceNorm", "InstanceNorm(x)", [Operand.Batched("x", 6)], Torch: null),
        new("InstanceNorm", "InstanceNorm(x, w)", [X, Operand.Fixed("w", 5)], o => functional.instance_norm(o[0], weight: o[1])),
        new("LocalResponseNorm", "LocalResponseNorm(x, 0)", [X], Torch: null),
        new("LocalResponseNorm", "LocalResponseNorm(x, 3)", [Operand.Batched("x", 6)], Torch: null),
        new("PixelShuffle", "PixelShuffle(x, 2)", [X], o => functional.pixel_shuffle(o[0], 2)),
        new("PixelShuffle", "PixelShuffle(x, 0)", [X], Torch: null),
        new("PixelUnshuffle", "PixelUnshuffle(x, 2)", [X], o => functional.pixel_unshuffle(o[0], 2)),
        new("PixelUnshuffle", "PixelUnshuffle(x, 1)", [Operand.Batched("x", 6)], o => functional.pixel_unshuffle(o[0], 1)),
        new("Dropout1d", "Dropout1d(x)", [X], Torch: null),
        new("Dropout1d", "Dropout1d(x, -0.1f)", [Line], Torch: null),
        new("Dropout2d", "Dropout2d(x)", [Line], Torch: null),
        new("Dropout2d", "Dropout2d(x, 1.5f)", [X], Torch: null),
    ];
}
