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
    ];
}
