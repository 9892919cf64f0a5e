namespace Workflow.Compiled.Generators.Tests;

/// <summary>Chains of layers.</summary>
internal static class SequentialBugs
{
    public static readonly ShapeBug[] All =
    [
        new("two layers of a chain that do not meet",
            """
            private readonly Sequential _layers = new(new Linear(784, 128), new Relu(), new Linear(«64→128», 10));

            public Tensor Forward([Shape("batch", 784)] Tensor images) => [|_layers.Forward(images)|];
            """,
            "WFC0005",
            "_layers2 expects 64 features",
            "Write 128 for 64"),
        new("a chain that is given pictures",
            """
            private readonly Sequential _layers = new(new Linear(784, 128), new Relu(), new Linear(128, 10));

            public Tensor Forward([Shape("batch", 28, 28)] Tensor images) => [|_layers.Forward(images«→.Flatten(1)»)|];
            """,
            "WFC0005",
            "_layers0 expects 784 features, but images gives 28",
            "Insert .Flatten(1)"),
        new("a chain that flattens the batch",
            """
            private readonly Sequential _layers = new(new Flatten(«0→1»), new Linear(784, 10));

            public Tensor Forward([Shape("batch", 28, 28)] Tensor images) => [|_layers.Forward(images)|];
            """,
            "WFC0005",
            "_layers1 expects 784 features",
            "Write 1 for 0"),
        new("a normalisation in a chain over another width",
            """
            private readonly Sequential _layers = new(new Linear(16, 64), new LayerNorm(«16→64»), new Gelu(), new Linear(64, 10));

            public Tensor Forward([Shape("batch", 16)] Tensor x) => [|_layers.Forward(x)|];
            """,
            "WFC0005",
            "_layers1 normalises over [16]",
            "Write 64 for 16"),
        new("a chain whose result does not fit the skip connection",
            """
            private readonly Sequential _layers = new(new Linear(16, 64), new Relu(), new Linear(64, «10→16»));

            public Tensor Forward([Shape("batch", 16)] Tensor x) => [|x + _layers.Forward(x)|];
            """,
            "WFC0006",
            "Add cannot combine x [batch, 16] with _layers.Forward(x) [batch, 10]",
            "Write 16 for 10"),
        new("a chain in the wrong order",
            """
            private readonly Sequential _layers = new(«new Linear(128, 10), new Linear(784, 128)→new Linear(784, 128), new Linear(128, 10)»);

            public Tensor Forward([Shape("batch", 784)] Tensor images) => [|_layers.Forward(images)|];
            """,
            "WFC0005",
            "_layers0 expects 128 features, but images gives 784"),
    ];
}
