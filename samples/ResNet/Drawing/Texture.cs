using System.Numerics;
using Workflow.Compiled.Kernels;

namespace ResNet;

/// <summary>What a figure is covered with: stripes, or spots in rows.</summary>
internal readonly struct Texture
{
    private const float Sharpness = 2.5f;
    private const float SpotSize = .25f; // the lower, the larger

    private readonly bool _isSpotted;
    private readonly Vector2 _along, _across;
    private readonly float _phaseAlong, _phaseAcross;

    public Texture(int kind, PhiloxStream random)
    {
        _isSpotted = kind == 1;
        var (sine, cosine) = MathF.SinCos(random.NextSingle(0, MathF.Tau));
        var frequency = MathF.Tau / random.NextSingle(4, 7);
        (_along, _across) = (new Vector2(cosine, sine) * frequency, new Vector2(-sine, cosine) * frequency);
        (_phaseAlong, _phaseAcross) = (random.NextSingle(0, MathF.Tau), random.NextSingle(0, MathF.Tau));
    }

    /// <summary>The kinds of textures.</summary>
    public static IReadOnlyList<string> Names { get; } = ["striped", "spotted"];

    /// <summary>The share of the second colour at a point, from 0 to 1.</summary>
    public float At(Vector2 point)
    {
        var wave = MathF.Sin(Vector2.Dot(_along, point) + _phaseAlong);
        if (_isSpotted)
            wave = wave * MathF.Sin(Vector2.Dot(_across, point) + _phaseAcross) - SpotSize;
        return Math.Clamp(.5f + Sharpness * wave, 0, 1);
    }
}
