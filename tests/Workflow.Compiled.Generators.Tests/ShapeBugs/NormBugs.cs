namespace Workflow.Compiled.Generators.Tests;

/// <summary>Normalisations, activations with weights, and other values that a constructor is given.</summary>
internal static class NormBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a normalisation over the width in front of the layer",
            """
            private readonly Linear _hidden = new(16, 64);
            private readonly RmsNorm _norm = new(«16→64»);

            public Tensor Forward([Shape("batch", 16)] Tensor x) => [|_norm.Forward(_hidden.Forward(x))|];
            """,
            "WFC0005",
            "_norm normalises over [16], but _hidden.Forward(x) [batch, 64] does not end in these axes",
            "Write 64 for 16"),
        new("a normalisation over two axes, one of them wrong",
            """
            private readonly LayerNorm _norm = new([«4→6», 8]);

            public Tensor Forward([Shape("batch", 6, 8)] Tensor x) => [|_norm.Forward(x)|];
            """,
            "WFC0005",
            "_norm normalises over [4, 8]",
            "Write 6 for 4"),
        new("weights of an activation for the positions instead of the channels",
            """
            private readonly PRelu _activation = new(«8→3»);

            public Tensor Forward([Shape("batch", 3, 8)] Tensor x) => [|_activation.Forward(x)|];
            """,
            "WFC0005",
            "_activation has 8 weights, but x gives 3 channels",
            "Write 3 for 8"),
        new("a probability in per cent",
            """
            private readonly Dropout _dropout = new(«50f→0.5f»);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|_dropout.Forward(x)|];
            """,
            "WFC0010",
            "_dropout has p = 50, but a probability is between 0 and 1"),
    ];
}
