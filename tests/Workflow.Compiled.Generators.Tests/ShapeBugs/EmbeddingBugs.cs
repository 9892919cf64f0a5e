namespace Workflow.Compiled.Generators.Tests;

/// <summary>Tables of tokens and positions, and what follows them.</summary>
internal static class EmbeddingBugs
{
    public static readonly ShapeBug[] All =
    [
        new("tokens and positions of different widths",
            """
            private readonly Embedding _tokens = new(100, 32);
            private readonly Embedding _positions = new(10, «16→32»);

            public Tensor Forward([Shape("batch", 10)] IndexTensor text, [Shape("batch", 10)] IndexTensor places) =>
                [|_tokens.Forward(text) + _positions.Forward(places)|];
            """,
            "WFC0006",
            "Add cannot combine _tokens.Forward(text) [batch, 10, 32] with _positions.Forward(places) [batch, 10, 16]: 32 and 16 differ",
            "Write 32 for 16"),
        new("a context that is not flattened",
            """
            private readonly Embedding _tokens = new(27, 10);
            private readonly Linear _hidden = new(80, 200);

            public Tensor Forward([Shape("batch", 8)] IndexTensor text) => Tanh([|_hidden.Forward(_tokens.Forward(text)«→.Flatten(1)»)|]);
            """,
            "WFC0005",
            "_hidden expects 80 features, but _tokens.Forward(text) gives 10",
            "Insert .Flatten(1)"),
        new("words and width of a table exchanged",
            """
            private readonly Embedding _tokens = new(«16, 100→100, 16»);
            private readonly Linear _output = new(16, 100);

            public Tensor Forward([Shape("batch", 8)] IndexTensor text) => [|_output.Forward(_tokens.Forward(text))|];
            """,
            "WFC0005",
            "_output expects 16 features, but _tokens.Forward(text) gives 100"),
        new("a table that is narrower than the layer behind it",
            """
            private readonly Embedding _tokens = new(100, «12→16»);
            private readonly Linear _output = new(16, 100);

            public Tensor Forward([Shape("batch", 8)] IndexTensor text) => [|_output.Forward(_tokens.Forward(text))|];
            """,
            "WFC0005",
            "_output expects 16 features",
            "Write 16 for 12"),
        new("a normalisation over the positions",
            """
            private readonly Embedding _tokens = new(100, 16);
            private readonly LayerNorm _norm = new(«8→16»);

            public Tensor Forward([Shape("batch", 8)] IndexTensor text) => [|_norm.Forward(_tokens.Forward(text))|];
            """,
            "WFC0005",
            "_norm normalises over [8], but _tokens.Forward(text) [batch, 8, 16] does not end in these axes",
            "Write 16 for 8"),
        new("padding behind the last row of the table",
            """
            private readonly Embedding _tokens = new(100, 16, paddingIndex: «100→99»);

            public Tensor Forward([Shape("batch", 8)] IndexTensor text) => [|_tokens.Forward(text)|];
            """,
            "WFC0010",
            "_tokens has paddingIndex = 100, but that is one of the 100 rows, or -1 for none"),
    ];
}
