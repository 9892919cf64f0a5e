using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Padding in all modes, on one and on two axes, at one side only, as long as allowed, of one element, and taking elements away.</summary>
internal static class Pads
{
    private static Operand X => Operand.Batched("x", 3, 4, 5);

    private static Operand One => Operand.Batched("x", 2, 1, 1);

    public static IEnumerable<OperatorSample> Samples =>
    [
        Padded("[1, 2]", X, [1, 2]),
        Padded("[1, 2, 3, 0]", X, [1, 2, 3, 0]),
        Padded("[0, 0, 0, 2], value: 1.5f", X, [0, 0, 0, 2], value: 1.5),
        Padded("[1, -2, -1, 1]", X, [1, -2, -1, 1]),
        Padded("[0, 0, 0, 0, 1, 1], PadMode.Constant, -1", X, [0, 0, 0, 0, 1, 1], value: -1),
        Padded("[0, 0]", X, [0, 0]),
        Padded("[2, 1], PadMode.Constant", One, [2, 1]),
        Padded("[1, 2], PadMode.Reflect", Operand.Batched("x", 3, 5), [1, 2], PaddingModes.Reflect),
        Padded("[4, 4, 3, 3], PadMode.Reflect", X, [4, 4, 3, 3], PaddingModes.Reflect),
        Padded("[1, 0, 0, 2], PadMode.Reflect", X, [1, 0, 0, 2], PaddingModes.Reflect),
        Padded("[1, 2, 3, 0], PadMode.Replicate", X, [1, 2, 3, 0], PaddingModes.Replicate),
        Padded("[2, 1, 1, 3], PadMode.Replicate", One, [2, 1, 1, 3], PaddingModes.Replicate),
        Padded("[6, 7], PadMode.Replicate", Operand.Batched("x", 3, 5), [6, 7], PaddingModes.Replicate),
        Padded("[1, 2, 3, 0], PadMode.Circular", X, [1, 2, 3, 0], PaddingModes.Circular),
        Padded("[5, 5, 4, 4], PadMode.Circular", X, [5, 5, 4, 4], PaddingModes.Circular),
        Padded("[1, 1, 1, 1], PadMode.Circular", One, [1, 1, 1, 1], PaddingModes.Circular),
        OperatorSample.Unary("Pad", "Square(Pad(Square(x), [1, 1, 1, 1], PadMode.Reflect)) * 2f", X, x => 2 * functional.pad(x.square(), [1, 1, 1, 1], PaddingModes.Reflect).square()) with { Terms = 64 },
    ];

    public static IEnumerable<BadSample> Bad =>
    [
        new("Pad", "Pad(x, [1])", [X], operands => functional.pad(operands[0], [1])),
        new("Pad", "Pad(x, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1])", [X], operands => functional.pad(operands[0], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1])),
        new("Pad", "Pad(x, [-3, -2])", [X], Torch: null),
        new("Pad", "Pad(x, [5, 0, 0, 0], PadMode.Reflect)", [X], operands => functional.pad(operands[0], [5, 0, 0, 0], PaddingModes.Reflect)),
        new("Pad", "Pad(x, [6, 0, 0, 0], PadMode.Circular)", [X], operands => functional.pad(operands[0], [6, 0, 0, 0], PaddingModes.Circular)),
        new("Pad", "Pad(x, [-1, 0, 0, 0], PadMode.Replicate)", [X], Torch: null),
        new("Pad", "Pad(x, [1, 0, 0, 0], PadMode.Circular, 1)", [X], Torch: null),
    ];

    private static OperatorSample Padded(string arguments, Operand x, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
        OperatorSample.Unary("Pad", $"Pad(x, {arguments})", x, input => functional.pad(input, pad, mode, value)) with { Terms = 16 };
}
