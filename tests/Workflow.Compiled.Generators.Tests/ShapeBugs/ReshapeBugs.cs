namespace Workflow.Compiled.Generators.Tests;

/// <summary>Reshapes that do not come out.</summary>
internal static class ReshapeBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a factor of a length miscounted",
            """
            public Tensor Forward([Shape("batch", 56)] Tensor x) => [|x.Reshape(-1, 7, «6→8»)|];
            """,
            "WFC0007",
            "42 does not divide batch·56",
            "Write 8 for 6"),
        new("two lengths left open",
            """
            public Tensor Forward([Shape("batch", 56)] Tensor x) => [|x.Reshape(-1, «-1→8», 7)|];
            """,
            "WFC0010",
            "Reshape can infer one length, but 2 of them are -1"),
        new("channels that went into the batch",
            """
            private readonly Linear _hidden = new(192, 10);

            public Tensor Forward([Shape("batch", 3, 8, 8)] Tensor images) => [|_hidden.Forward(images.Reshape(-1, «64→192»))|];
            """,
            "WFC0005",
            "_hidden expects 192 features, but images.Reshape(-1, 64) gives 64",
            "Write 192 for 64"),
        new("a row too few in a picture",
            """
            private readonly Linear _decoder = new(32, 784);

            public Tensor Forward([Shape("batch", 32)] Tensor code) => [|_decoder.Forward(code).Reshape(-1, 1, «27→28», 28)|];
            """,
            "WFC0007",
            "756 does not divide batch·784",
            "Write 28 for 27"),
        new("a decoder that gives fewer pixels than the picture has",
            """
            private readonly Linear _decoder = new(32, «768→784»);

            public Tensor Forward([Shape("batch", 32)] Tensor code) => [|_decoder.Forward(code).Reshape(-1, 28, 28)|];
            """,
            "WFC0007",
            "784 does not divide batch·768",
            "Write 784 for 768"),
    ];
}
