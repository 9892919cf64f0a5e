namespace Workflow.Compiled.Generators.Tests;

/// <summary>Images, their channels, and what convolutions and pooling leave of them.</summary>
internal static class ConvolutionBugs
{
    public static readonly ShapeBug[] All =
    [
        new("an output of a convolution that is as large as its input",
            """
            private readonly Conv2d _features = new(1, 6, 5);
            private readonly Linear _output = new(«6 * 28 * 28→3456», 10);

            public Tensor Forward([Shape("batch", 1, 28, 28)] Tensor images) => [|_output.Forward(Relu(_features.Forward(images)).Flatten(1))|];
            """,
            "WFC0005",
            "_output expects 4704 features, but Relu(_features.Forward(images)).Flatten(1) gives 3456 (Relu(_features.Forward(images)).Flatten(1) is [batch, 6·24·24 = 3456]",
            "Write 3456 for 6 * 28 * 28"),
        new("LeNet for pictures of 28 by 28, with the numbers for 32 by 32",
            """
            private readonly Conv2d _first = new(1, 6, 5);
            private readonly Conv2d _second = new(6, 16, 5);
            private readonly MaxPool2d _pool = new(2);
            private readonly Linear _hidden = new(«400→256», 120);

            public Tensor Forward([Shape("batch", 1, 28, 28)] Tensor images)
            {
                var x = _pool.Forward(Relu(_first.Forward(images)));
                x = _pool.Forward(Relu(_second.Forward(x)));
                return [|_hidden.Forward(x.Flatten(1))|];
            }
            """,
            "WFC0005",
            "_hidden expects 400 features, but x.Flatten(1) gives 256 (x.Flatten(1) is [batch, 16·4·4 = 256]",
            "Write 256 for 400"),
        new("one pooling that was forgotten",
            """
            private readonly Conv2d _features = new(3, 8, 3, padding: 1);
            private readonly MaxPool2d _pool = new(2);
            private readonly Linear _output = new(512, 10);

            public Tensor Forward([Shape("batch", 3, 16, 16)] Tensor images) => [|_output.Forward(«_features.Forward(images)→_pool.Forward(_features.Forward(images))».Flatten(1))|];
            """,
            "WFC0005",
            "8·16·16 = 2048"),
        new("one channel for pictures of three",
            """
            private readonly Conv2d _features = new(«1→3», 8, 3);

            public Tensor Forward([Shape("batch", 3, 16, 16)] Tensor images) => [|_features.Forward(images)|];
            """,
            "WFC0005",
            "_features expects 1 channels, but images gives 3",
            "Write 3 for 1"),
        new("channels of two convolutions that do not meet",
            """
            private readonly Conv2d _first = new(3, 16, 3, padding: 1);
            private readonly Conv2d _second = new(«8→16», 16, 3, padding: 1);

            public Tensor Forward([Shape("batch", 3, 16, 16)] Tensor images) => [|_second.Forward(Relu(_first.Forward(images)))|];
            """,
            "WFC0005",
            "_second expects 8 channels, but Relu(_first.Forward(images)) gives 16",
            "Write 16 for 8"),
        new("pictures whose channels are last",
            """
            private readonly Conv2d _features = new(3, 8, 3);

            public Tensor Forward([Shape("batch", 16, 16, 3)] Tensor images) => [|_features.Forward(images«→.Permute(0, 3, 1, 2)»)|];
            """,
            "WFC0005",
            "_features expects 3 channels, but images gives 16",
            "Insert .Permute(0, 3, 1, 2)"),
        new("a residual around a convolution without padding",
            """
            private readonly Conv2d _features = new(8, 8, 3«→, padding: 1»);

            public Tensor Forward([Shape("batch", 8, 16, 16)] Tensor x) => [|x + _features.Forward(x)|];
            """,
            "WFC0006",
            "Add cannot combine x [batch, 8, 16, 16] with _features.Forward(x) [batch, 8, 14, 14]: 16 and 14 differ"),
        new("flat pictures for a convolution",
            """
            private readonly Conv2d _features = new(1, 8, 3);

            public Tensor Forward([Shape("batch", 784)] Tensor images) => [|_features.Forward(images«→.Reshape(-1, 1, 28, 28)»)|];
            """,
            "WFC0010",
            "_features needs images [batch, channels, height, width], but images is [batch, 784]"),
        new("the channels behind a pooling over everything",
            """
            private readonly Conv2d _features = new(3, 32, 3);
            private readonly AdaptiveAvgPool2d _pool = new(1);
            private readonly Linear _output = new(«64→32», 10);

            public Tensor Forward([Shape("batch", 3, 16, 16)] Tensor images) => [|_output.Forward(_pool.Forward(_features.Forward(images)).Flatten(1))|];
            """,
            "WFC0005",
            "_output expects 64 features",
            "Write 32 for 64"),
        new("images that are not flattened behind a pooling over everything",
            """
            private readonly Conv2d _features = new(3, 32, 3);
            private readonly AdaptiveAvgPool2d _pool = new(1);
            private readonly Linear _output = new(32, 10);

            public Tensor Forward([Shape("batch", 3, 16, 16)] Tensor images) => [|_output.Forward(_pool.Forward(_features.Forward(images))«→.Flatten(1)»)|];
            """,
            "WFC0005",
            "_output expects 32 features, but _pool.Forward(_features.Forward(images)) gives 1",
            "Insert .Flatten(1)"),
        new("a batch normalisation of the channels in front of the convolution",
            """
            private readonly Conv2d _features = new(3, 32, 3);
            private readonly BatchNorm2d _norm = new(«3→32»);

            public Tensor Forward([Shape("batch", 3, 16, 16)] Tensor images) => [|_norm.Forward(_features.Forward(images))|];
            """,
            "WFC0005",
            "_norm expects 3 channels, but _features.Forward(images) gives 32",
            "Write 32 for 3"),
        new("a group normalisation of too many channels",
            """
            private readonly Conv2d _features = new(3, 32, 3);
            private readonly GroupNorm _norm = new(8, «64→32»);

            public Tensor Forward([Shape("batch", 3, 16, 16)] Tensor images) => [|_norm.Forward(_features.Forward(images))|];
            """,
            "WFC0005",
            "_norm normalises 64 channels, but _features.Forward(images) [batch, 32, 14, 14] has 32",
            "Write 32 for 64"),
        new("a decoder that begins with other channels than its encoder ends with",
            """
            private readonly Conv2d _down = new(3, 16, 3, stride: 2, padding: 1);
            private readonly ConvTranspose2d _up = new(«8→16», 3, 2, stride: 2);

            public Tensor Forward([Shape("batch", 3, 16, 16)] Tensor images) => [|_up.Forward(Relu(_down.Forward(images)))|];
            """,
            "WFC0005",
            "_up expects 8 channels, but Relu(_down.Forward(images)) gives 16",
            "Write 16 for 8"),
    ];
}
