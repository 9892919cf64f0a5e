using Workflow.Compiled;

namespace Digits;

/// <summary>The networks that this program knows.</summary>
internal enum NetworkKind
{
    /// <summary>Linear layers over the pixels in a row.</summary>
    Mlp,

    /// <summary>Convolutions over the image.</summary>
    Cnn,
}

/// <summary>What a kind of network is made of.</summary>
internal static class Networks
{
    /// <summary>A new network.</summary>
    public static Module Create(this NetworkKind kind, ulong seed) => kind == NetworkKind.Cnn ? new DigitsCnn { Seed = seed } : new DigitsMlp { Seed = seed };

    /// <summary>The shape in which it takes a digit.</summary>
    public static Shape InputShape(this NetworkKind kind) => kind == NetworkKind.Cnn ? [1, DigitPainter.Size, DigitPainter.Size] : [DigitPainter.Size * DigitPainter.Size];
}
