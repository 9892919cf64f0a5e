namespace Workflow.Compiled.Generators.Tests;

/// <summary>Tensors that are joined along the wrong axis or do not fit together.</summary>
internal static class JoinBugs
{
    public static readonly ShapeBug[] All =
    [
        new("features joined along the batch",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor a, [Shape("batch", 4)] Tensor b) => [|Concat([a, b], dim: «0→1»)|];
            """,
            "WFC0010",
            "Concat cannot join a [batch, 8] and b [batch, 4] along axis 0: 8 and 4 of axis 1 must be equal",
            "Write 1 for 0"),
        new("features joined along the axis that PyTorch takes by default",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor a, [Shape("batch", 4)] Tensor b) => [|Concat([a, b]«→, 1»)|];
            """,
            "WFC0010",
            "along axis 0",
            "Write 1 for dim"),
        new("steps joined along the features",
            """
            public Tensor Forward([Shape("batch", 4, 6)] Tensor a, [Shape("batch", 4, 8)] Tensor b) => [|Concat([a, b], «1→2»)|];
            """,
            "WFC0010",
            "Concat cannot join a [batch, 4, 6] and b [batch, 4, 8] along axis 1: 6 and 8 of axis 2 must be equal",
            "Write 2 for 1"),
        new("tensors with different numbers of axes joined",
            """
            public Tensor Forward([Shape("batch", 4, 6)] Tensor steps, [Shape("batch", 6)] Tensor last) => [|Concat([steps, last«→.Unsqueeze(1)»], 1)|];
            """,
            "WFC0010",
            "their numbers of axes differ"),
        new("an axis to join along that is not there",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor a, [Shape("batch", 4)] Tensor b) => [|Concat([a, b], dim: «2→1»)|];
            """,
            "WFC0010",
            "Concat asks for axis 2",
            "Write 1 for 2"),
        new("a layer that counts only one of what is joined",
            """
            private readonly Linear _output = new(«8→12», 4);

            public Tensor Forward([Shape("batch", 8)] Tensor a, [Shape("batch", 4)] Tensor b) => [|_output.Forward(Concat([a, b], 1))|];
            """,
            "WFC0005",
            "_output expects 8 features, but Concat([a, b], 1) gives 12",
            "Write 12 for 8"),
        new("a skip connection of another width along the steps",
            """
            private readonly Linear _up = new(6, «4→8»);

            public Tensor Forward([Shape("batch", 5, 6)] Tensor deep, [Shape("batch", 9, 8)] Tensor skip) => [|Concat([skip, _up.Forward(deep)], 1)|];
            """,
            "WFC0010",
            "8 and 4 of axis 2 must be equal",
            "Write 8 for 4"),
        new("a stack of tensors of two widths",
            """
            private readonly Linear _left = new(8, 6);
            private readonly Linear _right = new(8, «4→6»);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|Stack([_left.Forward(x), _right.Forward(x)], 1)|];
            """,
            "WFC0010",
            "Stack cannot stack _left.Forward(x) [batch, 6] and _right.Forward(x) [batch, 4]: their shapes must be equal",
            "Write 6 for 4"),
        new("a stack where a row is needed",
            """
            private readonly Linear _output = new(16, 4);

            public Tensor Forward([Shape("batch", 8)] Tensor a, [Shape("batch", 8)] Tensor b) => [|_output.Forward(Stack([a, b], dim: 1)«→.Flatten(1)»)|];
            """,
            "WFC0005",
            "_output expects 16 features, but Stack([a, b], dim: 1) gives 8",
            "Insert .Flatten(1)"),
        new("a stack along a new axis too far behind",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor a, [Shape("batch", 8)] Tensor b) => [|Stack([a, b], «3→2»)|];
            """,
            "WFC0010",
            "Stack adds an axis at place 3",
            "Write 2 for 3"),
    ];
}
