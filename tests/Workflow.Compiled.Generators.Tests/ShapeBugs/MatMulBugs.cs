namespace Workflow.Compiled.Generators.Tests;

/// <summary>Matrix products whose operands lie the wrong way.</summary>
internal static class MatMulBugs
{
    public static readonly ShapeBug[] All =
    [
        new("keys that are not transposed",
            """
            public Tensor Forward([Shape("batch", 4, 8)] Tensor queries, [Shape("batch", 6, 8)] Tensor keys) => [|MatMul(queries, keys«→.Transpose(1, 2)»)|];
            """,
            "WFC0005",
            "MatMul needs the columns of queries [batch, 4, 8] to equal the rows of keys [batch, 6, 8], but 8 is not 6",
            "Insert .Transpose(1, 2)"),
        new("a left matrix that is not transposed",
            """
            public Tensor Forward([Shape("batch", 4, 6)] Tensor a, [Shape("batch", 4, 8)] Tensor b) => [|MatMul(a«→.Transpose(1, 2)», b)|];
            """,
            "WFC0005",
            "but 6 is not 4",
            "Insert .Transpose(1, 2)"),
        new("a matrix of weights in PyTorch's order",
            """
            private readonly Parameter _weight = new([4, 8], Initializer.Zeros);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|MatMul(x, «_weight→Functional.Transpose(_weight, 0, 1)»)|];
            """,
            "WFC0005",
            "but 8 is not 4",
            "Insert Transpose(…, 0, 1)"),
        new("operands exchanged",
            """
            public Tensor Forward([Shape("batch", 4, 6)] Tensor scores, [Shape("batch", 6, 8)] Tensor values) => [|MatMul(«values, scores→scores, values»)|];
            """,
            "WFC0005",
            "but 8 is not 4"),
        new("a vector where a matrix is needed",
            """
            private readonly Parameter _direction = new([8], Initializer.Ones);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|MatMul(x, «_direction→Functional.Unsqueeze(_direction, 1)»)|];
            """,
            "WFC0010",
            "MatMul multiplies two matrices, but x is [batch, 8] and _direction is [8]",
            "Insert Unsqueeze(…, 1)"),
        new("matrices in numbers that do not agree",
            """
            public Tensor Forward([Shape("batch", 2, 4, 8)] Tensor a, [Shape("batch", «3→2», 8, 4)] Tensor b) => [|MatMul(a, b)|];
            """,
            "WFC0006",
            "MatMul cannot combine the leading axes of a [batch, 2] with those of b [batch, 3]: 2 and 3 differ"),
        new("a product written with the operator method, one operand too wide",
            """
            private readonly Linear _left = new(8, «5→6»);

            public Tensor Forward([Shape("batch", 4, 8)] Tensor a, [Shape("batch", 6, 3)] Tensor b) => [|_left.Forward(a).MatMul(b)|];
            """,
            "WFC0005",
            "but 5 is not 6",
            "Write 6 for 5"),
    ];
}
