namespace Workflow.Compiled.Parity.Tests;

/// <summary>The table of operator samples: what every comparison of operators runs over.</summary>
internal static class OperatorTable
{
    /// <summary>Right uses, numbered by their place.</summary>
    public static IReadOnlyList<OperatorSample> Samples { get; } =
    [
        .. Activations.Samples, .. Elementary.Samples, .. Powers.Samples, .. Choices.Samples, .. Arithmetic.Samples, .. Reductions.Samples, .. Normalizations.Samples, .. Shapes.Samples,
        .. Products.Samples, .. Movements.Samples, .. Filled.Samples, .. Parts.Samples, .. Norms.Samples, .. ElementLosses.Samples, .. ClassLosses.Samples, .. Places.Samples,
        .. Convolutions.Samples, .. OtherConvolutions.Samples, .. Pools.Samples, .. OtherPools.Samples, .. Pads.Samples, .. ChannelNorms.Samples, .. Scalings.Samples, .. Patches.Samples,
    ];

    /// <summary>Wrong uses, numbered by their place.</summary>
    public static IReadOnlyList<BadSample> Bad { get; } =
    [
        .. Activations.Bad, .. Elementary.Bad, .. Choices.Bad, .. Arithmetic.Bad, .. Reductions.Bad, .. Normalizations.Bad, .. Shapes.Bad, .. Products.Bad, .. Movements.Bad, .. Filled.Bad, .. Parts.Bad, .. Norms.Bad, .. ElementLosses.Bad, .. ClassLosses.Bad, .. Places.Bad,
        .. Convolutions.Bad, .. OtherConvolutions.Bad, .. Pools.Bad, .. OtherPools.Bad, .. Pads.Bad, .. ChannelNorms.Bad, .. Scalings.Bad, .. Patches.Bad,
    ];
}
