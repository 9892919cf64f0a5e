namespace Workflow.Compiled.Generators.Tests;

/// <summary>Parts of tensors that are not there.</summary>
internal static class PartBugs
{
    public static readonly ShapeBug[] All =
    [
        new("sizes that do not add up",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
                var parts = [|x.Split([3, «4→5»], dim: 1)|];
                return Concat([parts[1], parts[0]], 1);
            }
            """,
            "WFC0010",
            "Split cannot tell the parts of axis 1 of x [batch, 8]: their lengths must be known while compiling, be at least 1 and add up to that of the axis",
            "Write 5 for 4"),
        new("more chunks than variables",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
                var [|(a, b)|] = x.Chunk(«4→2», dim: 1);
                return a * Sigmoid(b);
            }
            """,
            "WFC0010",
            "there are 4 parts for the 2 variables (a, b)",
            "Write 2 for 4"),
        new("chunks of an axis that is not there",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
                var (a, b) = [|x.Chunk(2, dim: «2→1»)|];
                return a * b;
            }
            """,
            "WFC0010",
            "Chunk asks for axis 2",
            "Write 1 for 2"),
        new("a range that ends behind the axis",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x) => x[.., [|2..«10→8»|]];
            """,
            "WFC0010",
            "axis 1 of x [batch, 8] has no part 2..10",
            "Write 8 for 10"),
        new("a place behind the last",
            """
            public Tensor Forward([Shape("batch", 8, 4)] Tensor x) => [|x[.., «8→7»]|];
            """,
            "WFC0010",
            "asks for place 8 of axis 1 of x [batch, 8, 4]",
            "Write 7 for 8"),
        new("more places than axes",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|x[.., ..«, 0→»]|];
            """,
            "WFC0010",
            "'x[.., .., 0]' names 3 axes, but x [batch, 8] has 2"),
        new("a part that is not there",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
                var parts = x.Split(4, dim: 1);
                return [|parts[«2→1»]|];
            }
            """,
            "WFC0010",
            "'parts[2]' must be one of 2 parts"),
        new("a slice that ends before it starts",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|Slice(x, 1, «6, 2→2, 6»)|];
            """,
            "WFC0010",
            "its end comes before its start"),
        new("a gate over an odd width",
            """
            private readonly Linear _hidden = new(8, «7→6»);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|Glu(_hidden.Forward(x))|];
            """,
            "WFC0010",
            "Glu halves axis 1 of _hidden.Forward(x) [batch, 7], but 7 is not even"),
        new("a layer behind half of the features",
            """
            private readonly Linear _output = new(«8→4», 2);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|_output.Forward(x[.., ..4])|];
            """,
            "WFC0005",
            "_output expects 8 features, but x[.., ..4] gives 4",
            "Write 4 for 8"),
    ];
}
