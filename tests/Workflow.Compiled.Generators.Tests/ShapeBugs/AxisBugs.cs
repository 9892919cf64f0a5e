namespace Workflow.Compiled.Generators.Tests;

/// <summary>Axes that are not there, and axes in another order.</summary>
internal static class AxisBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a softmax over an axis that is not there",
            """
            public Tensor Forward([Shape("batch", 10)] Tensor x) => [|Softmax(x, «2→1»)|];
            """,
            "WFC0010",
            "Softmax asks for axis 2, but x [batch, 10] has the axes -2 to 1",
            "Write 1 for 2"),
        new("a softmax layer over an axis that is not there",
            """
            private readonly Softmax _softmax = new(«3→2»);

            public Tensor Forward([Shape("batch", 5, 10)] Tensor x) => [|_softmax.Forward(x)|];
            """,
            "WFC0010",
            "_softmax asks for axis 3",
            "Write 2 for 3"),
        new("a mean over an axis that is not there",
            """
            public Tensor Forward([Shape("batch", 5, 10)] Tensor x) => [|x.Mean([1, «3→2»])|];
            """,
            "WFC0010",
            "Mean asks for axis 3, but x [batch, 5, 10] has the axes -3 to 2",
            "Write 2 for 3"),
        new("a transposition of an axis that is not there",
            """
            public Tensor Forward([Shape("batch", 5, 10)] Tensor x) => [|x.Transpose(1, «3→2»)|];
            """,
            "WFC0010",
            "Transpose asks for axis 3",
            "Write 2 for 3"),
        new("an axis added behind the end",
            """
            public Tensor Forward([Shape("batch", 5)] Tensor x) => [|x.Unsqueeze(«3→2»)|];
            """,
            "WFC0010",
            "Unsqueeze adds an axis at place 3, but x [batch, 5] can be given one at the places -3 to 2",
            "Write 2 for 3"),
        new("an axis removed that is not there",
            """
            public Tensor Forward([Shape("batch", 1)] Tensor x) => [|x.Squeeze(«2→1»)|];
            """,
            "WFC0010",
            "Squeeze asks for axis 2",
            "Write 1 for 2"),
        new("a permutation that names an axis twice",
            """
            public Tensor Forward([Shape("batch", 8, 8, 3)] Tensor images) => [|images.Permute(0, 3, 1, «1→2»)|];
            """,
            "WFC0010",
            "Permute names axis 1 of images [batch, 8, 8, 3] twice",
            "Write 2 for 1"),
        new("a permutation of too few axes",
            """
            public Tensor Forward([Shape("batch", 8, 8, 3)] Tensor images) => [|images.Permute(0, «→3, »1, 2)|];
            """,
            "WFC0010",
            "Permute names 3 axes, but images [batch, 8, 8, 3] has 4"),
        new("channels that are still last",
            """
            private readonly PRelu _activation = new(3);

            public Tensor Forward([Shape("batch", 8, 8, 3)] Tensor images) => [|_activation.Forward(images.Permute(«0, 1, 2, 3→0, 3, 1, 2»))|];
            """,
            "WFC0005",
            "_activation has 3 weights, but images.Permute(0, 1, 2, 3) gives 8 channels"),
        new("channels in front of a layer that takes them last",
            """
            private readonly Linear _mix = new(64, 32);

            public Tensor Forward([Shape("batch", 64, 10)] Tensor signal) => [|_mix.Forward(signal«→.Transpose(1, 2)»)|];
            """,
            "WFC0005",
            "_mix expects 64 features, but signal gives 10",
            "Insert .Transpose(1, 2)"),
        new("channels in front of a normalisation over them",
            """
            private readonly LayerNorm _norm = new(64);

            public Tensor Forward([Shape("batch", 64, 10)] Tensor signal) => [|_norm.Forward(signal«→.Transpose(1, 2)»)|];
            """,
            "WFC0005",
            "_norm normalises over [64], but signal [batch, 64, 10] does not end in these axes",
            "Insert .Transpose(1, 2)"),
        new("the last step of a sequence, counted from one",
            """
            public Tensor Forward([Shape("batch", 10, 16)] Tensor steps) => [|Select(steps, 1, «10→9»)|];
            """,
            "WFC0010",
            "Select asks for place 10 of axis 1 of steps [batch, 10, 16], which has the places -10 to 9",
            "Write 9 for 10"),
        new("a sum over all axes but one",
            """
            [return: [|Shape("batch", 5)|]]
            public Tensor Forward([Shape("batch", 5, 10)] Tensor x) => x.Sum([«1, →»2]);
            """,
            "WFC0009",
            "Forward promises [batch, 5] but returns [batch]"),
    ];
}
