namespace Workflow.Compiled.Generators.Tests;

/// <summary>Predictions and targets that do not belong together.</summary>
internal static class LossBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a prediction in a column against targets in a row",
            """
            private readonly Linear _output = new(8, 1);

            public Tensor Forward([Shape("batch", 8)] Tensor x, [Shape("batch")] Tensor target) => [|MseLoss(_output.Forward(x)«→.Squeeze(1)», target)|];
            """,
            "WFC0005",
            "MseLoss compares tensors of one shape, but _output.Forward(x) is [batch, 1] and target is [batch]",
            "Insert .Squeeze(1)"),
        new("one class too few",
            """
            private readonly Linear _output = new(8, «9→10»);

            public Tensor Forward([Shape("batch", 8)] Tensor x, [Shape("batch", 10)] Tensor target) => [|MseLoss(Softmax(_output.Forward(x), 1), target)|];
            """,
            "WFC0005",
            "is [batch, 9] and target is [batch, 10]",
            "Write 10 for 9"),
        new("a reconstruction against pictures that are not flattened",
            """
            private readonly Linear _encoder = new(784, 32);
            private readonly Linear _decoder = new(32, 784);

            public Tensor Forward([Shape("batch", 28, 28)] Tensor images)
            {
                var decoded = _decoder.Forward(Relu(_encoder.Forward(images.Flatten(1))));
                return [|MseLoss(decoded, images«→.Flatten(1)»)|];
            }
            """,
            "WFC0005",
            "decoded is [batch, 784] and images is [batch, 28, 28]",
            "Insert .Flatten(1)"),
        new("a reconstruction that is too small",
            """
            private readonly Linear _decoder = new(32, «768→784»);

            public Tensor Forward([Shape("batch", 784)] Tensor images, [Shape("batch", 32)] Tensor code) => [|MseLoss(_decoder.Forward(code), images)|];
            """,
            "WFC0005",
            "MseLoss compares tensors of one shape",
            "Write 784 for 768"),
        new("class numbers of a sequence, with the classes last",
            """
            private readonly Linear _output = new(16, 50);

            public Tensor Forward([Shape("batch", 12, 16)] Tensor x, [Shape("batch", 12)] IndexTensor next) => [|CrossEntropy(_output.Forward(x)«→.Transpose(1, 2)», next)|];
            """,
            "WFC0005",
            "takes logits [batch, classes, ...] and class numbers [batch, ...], but _output.Forward(x) is [batch, 12, 50] and next is [batch, 12]",
            "Insert .Transpose(1, 2)"),
        new("pixels with their classes last",
            """
            private readonly Linear _output = new(16, 7);

            public Tensor Forward([Shape("batch", 6, 5, 16)] Tensor x, [Shape("batch", 6, 5)] IndexTensor labels)
            {
                var logits = _output.Forward(x);
                return [|CrossEntropy(logits«→.Permute(0, 3, 1, 2)», labels)|];
            }
            """,
            "WFC0005",
            "logits is [batch, 6, 5, 7] and labels is [batch, 6, 5]",
            "Insert .Permute(0, 3, 1, 2)"),
        new("a class for each token where the last one was predicted",
            """
            private readonly Linear _output = new(16, 50);

            public Tensor Forward([Shape("batch", 16)] Tensor last, [Shape(«"batch", 12→"batch"»)] IndexTensor next) => [|CrossEntropy(_output.Forward(last), next)|];
            """,
            "WFC0005",
            "_output.Forward(last) is [batch, 50] and next is [batch, 12]"),
        new("logits without a batch",
            """
            private readonly Linear _output = new(8, 5);

            public Tensor Forward([Shape("batch", 8)] Tensor x, [Shape("batch")] IndexTensor labels) => [|CrossEntropy(_output.Forward(x)«.Mean(1)→», labels)|];
            """,
            "WFC0005",
            "CrossEntropy takes logits [batch, classes, ...]"),
        new("weights for ten classes of nine",
            """
            private readonly Linear _output = new(8, «9→10»);
            private readonly TensorBuffer _weights = new([10], 1f);

            public Tensor Forward([Shape("batch", 8)] Tensor x, [Shape("batch")] IndexTensor labels) => [|CrossEntropy(_output.Forward(x), labels, weight: _weights)|];
            """,
            "WFC0005",
            "CrossEntropy has a weight for each of 9 classes of _output.Forward(x) [batch, 9]",
            "Write 10 for 9"),
        new("one logit in a column against answers in a row",
            """
            private readonly Linear _output = new(8, 1);

            public Tensor Forward([Shape("batch", 8)] Tensor x, [Shape("batch")] Tensor isSpam) => [|BceWithLogits(_output.Forward(x)«→.Squeeze(1)», isSpam)|];
            """,
            "WFC0005",
            "BceWithLogits compares tensors of one shape, but _output.Forward(x) is [batch, 1] and isSpam is [batch]",
            "Insert .Squeeze(1)"),
        new("a tag too many",
            """
            private readonly Linear _output = new(8, «6→5»);

            public Tensor Forward([Shape("batch", 8)] Tensor x, [Shape("batch", 5)] Tensor tags) => [|BceWithLogits(_output.Forward(x), tags)|];
            """,
            "WFC0005",
            "_output.Forward(x) is [batch, 6] and tags is [batch, 5]",
            "Write 5 for 6"),
        new("factors of positive answers for another number of tags",
            """
            private readonly Linear _output = new(8, 5);
            private readonly TensorBuffer _rare = new([«4→5»], 3f);

            public Tensor Forward([Shape("batch", 8)] Tensor x, [Shape("batch", 5)] Tensor tags) => [|BceWithLogits(_output.Forward(x), tags, positiveWeight: _rare)|];
            """,
            "WFC0006",
            "[batch, 5]"),
        new("a mask that was not flattened",
            """
            private readonly Linear _output = new(32, 64);

            public Tensor Forward([Shape("batch", 32)] Tensor code, [Shape("batch", 8, 8)] Tensor mask) => [|BceWithLogits(_output.Forward(code), mask«→.Flatten(1)»)|];
            """,
            "WFC0005",
            "_output.Forward(code) is [batch, 64] and mask is [batch, 8, 8]",
            "Insert .Flatten(1)"),
        new("one target for all samples",
            """
            private readonly Linear _output = new(8, 3);

            public Tensor Forward([Shape("batch", 8)] Tensor x, [Shape(«3→"batch", 3»)] Tensor target) => [|MseLoss(_output.Forward(x), target)|];
            """,
            "WFC0005",
            "_output.Forward(x) is [batch, 3] and target is [3]"),
    ];
}
