namespace Workflow.Compiled.Generators.Tests;

/// <summary>Weights that are used twice.</summary>
internal static class TyingBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a table as output layer that is not transposed",
            """
            private readonly Embedding _tokens = new(100, 16);

            public Tensor Forward([Shape("batch", 8)] IndexTensor text) =>
                [|MatMul(_tokens.Forward(text).Mean([1]), «_tokens.Weight→Functional.Transpose(_tokens.Weight, 0, 1)»)|];
            """,
            "WFC0005",
            "but 16 is not 100",
            "Insert Transpose(…, 0, 1)"),
        new("a decoder with its encoder's weight transposed",
            """
            private readonly Linear _encoder = new(12, 4);

            public Tensor Forward([Shape("batch", 12)] Tensor samples)
            {
                var code = Tanh(_encoder.Forward(samples));
                return [|MatMul(code, «Transpose(_encoder.Weight, 0, 1)→_encoder.Weight»)|];
            }
            """,
            "WFC0005",
            "but 4 is not 12"),
        new("a hidden width that is not that of the tied table",
            """
            private readonly Embedding _tokens = new(100, 16);
            private readonly Linear _hidden = new(16, «32→16»);

            public Tensor Forward([Shape("batch")] IndexTensor token) =>
                [|MatMul(Tanh(_hidden.Forward(_tokens.Forward(token))), Transpose(_tokens.Weight, 0, 1))|];
            """,
            "WFC0005",
            "but 32 is not 16",
            "Write 16 for 32"),
    ];
}
