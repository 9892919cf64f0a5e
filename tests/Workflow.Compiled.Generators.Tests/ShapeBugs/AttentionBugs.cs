namespace Workflow.Compiled.Generators.Tests;

/// <summary>Heads, queries, keys and values.</summary>
internal static class AttentionBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a number of heads that does not divide the width",
            """
            public Tensor Forward([Shape("batch", 10, 64)] Tensor x) => [|x.Reshape(-1, 10, «6→8», 8)|];
            """,
            "WFC0007",
            "Reshape cannot reshape x [batch, 10, 64]: 480 does not divide batch·640",
            "Write 8 for 6"),
        new("heads of a wrong width",
            """
            public Tensor Forward([Shape("batch", 10, 64)] Tensor x) => [|x.Reshape(-1, 10, 8, «7→8»)|].Transpose(1, 2);
            """,
            "WFC0007",
            "560 does not divide batch·640",
            "Write 8 for 7"),
        new("heads that are joined before they are moved back",
            """
            private readonly Linear _output = new(64, 64);

            public Tensor Forward([Shape("batch", 8, 10, 8)] Tensor attended) => [|_output.Forward(attended«→.Transpose(1, 2)».Flatten(2))|];
            """,
            "WFC0005",
            "_output expects 64 features, but attended.Flatten(2) gives 80"),
        new("values of another sequence than the keys",
            """
            private readonly Linear _key = new(8, 8);
            private readonly Linear _value = new(8, 8);

            public Tensor Forward([Shape("batch", 4, 8)] Tensor x, [Shape("batch", 6, 8)] Tensor memory)
            {
                var scores = Softmax(MatMul(x, _key.Forward(memory).Transpose(1, 2)), -1);
                return [|MatMul(scores, _value.Forward(«x→memory»))|];
            }
            """,
            "WFC0005",
            "MatMul needs the columns of scores [batch, 4, 6] to equal the rows of _value.Forward(x) [batch, 4, 8], but 6 is not 4"),
        new("queries and keys of different widths",
            """
            private readonly Linear _query = new(8, «6→4»);
            private readonly Linear _key = new(8, 4);

            public Tensor Forward([Shape("batch", 5, 8)] Tensor x) => [|MatMul(_query.Forward(x), _key.Forward(x).Transpose(1, 2))|];
            """,
            "WFC0005",
            "but 6 is not 4",
            "Write 4 for 6"),
        new("queries, keys and values from a layer for two of them",
            """
            private readonly Linear _projection = new(16, «32→48»);

            public Tensor Forward([Shape("batch", 5, 16)] Tensor x)
            {
                var [|(query, key, value)|] = _projection.Forward(x).Split(16, dim: 2);
                return MatMul(Softmax(MatMul(query, key.Transpose(1, 2)), -1), value);
            }
            """,
            "WFC0010",
            "there are 2 parts for the 3 variables (query, key, value)"),
        new("a mask of another length than the scores",
            """
            private readonly TensorBuffer _mask = new([«8, 8→5, 5»]);

            public Tensor Forward([Shape("batch", 5, 5)] Tensor scores) => Softmax([|scores + _mask|], -1);
            """,
            "WFC0006",
            "Add cannot combine scores [batch, 5, 5] with _mask [8, 8]: 5 and 8 differ"),
    ];
}
