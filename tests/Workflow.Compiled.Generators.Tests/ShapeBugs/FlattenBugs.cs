namespace Workflow.Compiled.Generators.Tests;

/// <summary>The arithmetic of flattening.</summary>
internal static class FlattenBugs
{
    public static readonly ShapeBug[] All =
    [
        new("the features of a picture of another size",
            """
            private readonly Linear _hidden = new(«3136→1024», 128);

            public Tensor Forward([Shape("batch", 1, 32, 32)] Tensor images) => [|_hidden.Forward(images.Flatten(1))|];
            """,
            "WFC0005",
            "_hidden expects 3136 features, but images.Flatten(1) gives 1024 (images.Flatten(1) is [batch, 1·32·32 = 1024], images is [batch, 1, 32, 32])",
            "Write 1024 for 3136"),
        new("a picture that is not flattened",
            """
            private readonly Linear _hidden = new(784, 128);

            public Tensor Forward([Shape("batch", 28, 28)] Tensor images) => Relu([|_hidden.Forward(images«→.Flatten(1)»)|]);
            """,
            "WFC0005",
            "_hidden expects 784 features, but images gives 28",
            "Insert .Flatten(1)"),
        new("a flatten that takes the batch with it",
            """
            private readonly Linear _hidden = new(784, 128);

            public Tensor Forward([Shape("batch", 28, 28)] Tensor images)
            {
                var x = images.Flatten(«0→1»);
                return [|_hidden.Forward(x)|];
            }
            """,
            "WFC0005",
            "_hidden expects 784 features, but x gives batch·784",
            "Write 1 for 0"),
        new("a flatten without an argument, which takes the batch with it",
            """
            private readonly Linear _hidden = new(784, 128);

            public Tensor Forward([Shape("batch", 28, 28)] Tensor images) => [|_hidden.Forward(images.Flatten(«→1»))|];
            """,
            "WFC0005",
            "_hidden expects 784 features, but images.Flatten() gives batch·784",
            "Write 1 for startDim"),
        new("a flatten that begins behind the channels",
            """
            private readonly Linear _hidden = new(48, 10);

            public Tensor Forward([Shape("batch", 3, 4, 4)] Tensor images) => [|_hidden.Forward(images.Flatten(«2→1»))|];
            """,
            "WFC0005",
            "_hidden expects 48 features, but images.Flatten(2) gives 16",
            "Write 1 for 2"),
        new("a flatten layer that takes the batch with it",
            """
            private readonly Flatten _flatten = new(«0→1»);
            private readonly Linear _hidden = new(784, 128);

            public Tensor Forward([Shape("batch", 28, 28)] Tensor images) => [|_hidden.Forward(Relu(_flatten.Forward(images)))|];
            """,
            "WFC0005",
            "_hidden expects 784 features",
            "Write 1 for 0"),
        new("three channels that were forgotten",
            """
            private readonly Linear _hidden = new(«28 * 28→2352», 10);

            public Tensor Forward([Shape("batch", 3, 28, 28)] Tensor images) => [|_hidden.Forward(images.Flatten(1))|];
            """,
            "WFC0005",
            "3·28·28 = 2352",
            "Write 2352 for 28 * 28"),
        new("a context of eight of which one is counted",
            """
            [CompiledModule]
            public partial class Characters(int width) : Module
            {
                private readonly Embedding _tokens = new(11, width);
                private readonly Linear _hidden = new(«width→width * 8», 16);

                public Tensor Forward([Shape("batch", 8)] IndexTensor text) => [|_hidden.Forward(_tokens.Forward(text).Flatten(1))|];
            }
            """,
            "WFC0005",
            "_hidden expects width features, but _tokens.Forward(text).Flatten(1) gives width·8",
            "Write width * 8 for width"),
        new("a flatten from back to front",
            """
            public Tensor Forward([Shape("batch", 3, 4, 4)] Tensor images) => [|images.Flatten(«2, 1→1, 2»)|];
            """,
            "WFC0010",
            "joins the axes from startDim to endDim, but 2 comes after 1"),
    ];
}
