namespace Workflow.Compiled.Generators.Tests;

/// <summary>Layers whose widths do not meet.</summary>
internal static class LinearBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a layer that does not take what the one in front gives",
            """
            private readonly Linear _hidden = new(784, 128);
            private readonly Linear _output = new(«256→128», 10);

            public Tensor Forward([Shape("batch", 784)] Tensor images) => [|_output.Forward(Relu(_hidden.Forward(images)))|];
            """,
            "WFC0005",
            "_output expects 256 features, but Relu(_hidden.Forward(images)) gives 128",
            "Write 128 for 256"),
        new("a layer that does not give what the one behind takes",
            """
            private readonly Linear _hidden = new(784, «128→256»);
            private readonly Linear _output = new(256, 10);

            public Tensor Forward([Shape("batch", 784)] Tensor images)
            {
                var x = Relu(_hidden.Forward(images));
                return [|_output.Forward(x)|];
            }
            """,
            "WFC0005",
            "_output expects 256 features, but x gives 128",
            "Write 256 for 128"),
        new("inputs and outputs of a layer exchanged",
            """
            private readonly Linear _hidden = new(784, 128);
            private readonly Linear _output = new(«10, 128→128, 10»);

            public Tensor Forward([Shape("batch", 784)] Tensor images) => [|_output.Forward(_hidden.Forward(images))|];
            """,
            "WFC0005",
            "_output expects 10 features, but _hidden.Forward(images) gives 128"),
        new("a width that was doubled in one place only",
            """
            [CompiledModule]
            public partial class Wide(int width) : Module
            {
                private readonly Linear _hidden = new(12, width * 2);
                private readonly Linear _output = new(«width→width * 2», 5);

                public Tensor Forward([Shape("batch", 12)] Tensor samples) => [|_output.Forward(_hidden.Forward(samples))|];
            }
            """,
            "WFC0005",
            "_output expects width features, but _hidden.Forward(samples) gives width·2",
            "Write width * 2 for width"),
        new("a layer that is used twice and gives another width than it takes",
            """
            private readonly Linear _layer = new(8, «4→8»);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|_layer.Forward(Tanh(_layer.Forward(x)))|];
            """,
            "WFC0005",
            "_layer expects 8 features, but Tanh(_layer.Forward(x)) gives 4",
            "Write 8 for 4"),
        new("a gate that halves the width",
            """
            private readonly Linear _hidden = new(16, 64);
            private readonly Linear _output = new(«64→32», 10);

            public Tensor Forward([Shape("batch", 16)] Tensor x) => [|_output.Forward(SwiGlu(_hidden.Forward(x)))|];
            """,
            "WFC0005",
            "_output expects 64 features, but SwiGlu(_hidden.Forward(x)) gives 32",
            "Write 32 for 64"),
        new("a layer that the constructor makes with a wrong number",
            """
            private readonly Linear _hidden = new(16, 64);
            private readonly Linear _output;

            public Net() => _output = new Linear(«16→64», 10);

            public Tensor Forward([Shape("batch", 16)] Tensor x) => [|_output.Forward(_hidden.Forward(x))|];
            """,
            "WFC0005",
            "_output expects 16 features",
            "Write 64 for 16"),
        new("a layer over what was averaged away",
            """
            private readonly Linear _output = new(8, 4);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|_output.Forward(x.Mean(«→[1], keepDim: true»)«→.Expand(-1, 8)»)|];
            """,
            "WFC0010",
            "_output needs at least one axis, but x.Mean() is a single number"),
    ];
}
