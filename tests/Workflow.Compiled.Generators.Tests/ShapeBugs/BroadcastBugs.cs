namespace Workflow.Compiled.Generators.Tests;

/// <summary>Operands that do not broadcast.</summary>
internal static class BroadcastBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a mean whose axis is gone",
            """
            public Tensor Forward([Shape("batch", 6, 8)] Tensor x) => [|x - x.Mean([2])«→.Unsqueeze(2)»|];
            """,
            "WFC0006",
            "Subtract cannot combine x [batch, 6, 8] with x.Mean([2]) [batch, 6]: 8 and 6 differ",
            "Insert .Unsqueeze(2)"),
        new("a maximum per sample whose axis is gone",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
                var largest = x.Max([1]);
                return Exp([|x - largest«→.Unsqueeze(1)»|]);
            }
            """,
            "WFC0006",
            "Subtract cannot combine x [batch, 8] with largest [batch]",
            "Insert .Unsqueeze(1)"),
        new("a bias of another length",
            """
            private readonly Parameter _bias = new([«4→8»], Initializer.Zeros);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|x + _bias|];
            """,
            "WFC0006",
            "Add cannot combine x [batch, 8] with _bias [4]: 8 and 4 differ",
            "Write 8 for 4"),
        new("a table of positions that is too long",
            """
            private readonly Parameter _positions = new([«12→10», 16], Initializer.Zeros);

            public Tensor Forward([Shape("batch", 10, 16)] Tensor tokens) => [|tokens + _positions|];
            """,
            "WFC0006",
            "10 and 12 differ"),
        new("a gate with its axes exchanged",
            """
            public Tensor Forward([Shape("batch", 8, 6)] Tensor x, [Shape("batch", 6, 8)] Tensor gate) => [|x * gate«→.Transpose(1, 2)»|];
            """,
            "WFC0006",
            "Multiply cannot combine x [batch, 8, 6] with gate [batch, 6, 8]: 6 and 8 differ",
            "Insert .Transpose(1, 2)"),
        new("a factor for each channel that meets the positions",
            """
            private readonly Parameter _scale = new([3], Initializer.Ones);

            public Tensor Forward([Shape("batch", 3, 16)] Tensor signal) => [|signal * «_scale→Functional.Unsqueeze(_scale, 1)»|];
            """,
            "WFC0006",
            "Multiply cannot combine signal [batch, 3, 16] with _scale [3]: 16 and 3 differ",
            "Insert Unsqueeze(…, 1)"),
        new("a choice between tensors of two widths",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x, [Shape("batch", «6→8»)] Tensor y) => [|Where(x > 0f, x, y)|];
            """,
            "WFC0006",
            "Where cannot combine"),
        new("an expansion of an axis that is not 1",
            """
            public Tensor Forward([Shape("batch", 4, 1)] Tensor x) => [|x.Expand(-1, «5→4», 8)|];
            """,
            "WFC0010",
            "an axis of length 4 cannot be repeated to 5",
            "Write 4 for 5"),
        new("a larger of two tensors of different widths",
            """
            private readonly Linear _other = new(8, «6→8»);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|Maximum(x, Sigmoid(_other.Forward(x)))|];
            """,
            "WFC0006",
            "Maximum cannot combine x [batch, 8] with Sigmoid(_other.Forward(x)) [batch, 6]",
            "Write 8 for 6"),
        new("a column of predictions against a row of targets",
            """
            private readonly Linear _output = new(8, 1);

            public Tensor Forward([Shape("batch", 8)] Tensor x, [Shape("batch")] Tensor target) => Square([|_output.Forward(x)«→.Squeeze(1)» - target|]).Mean();
            """,
            "WFC0011",
            "Subtract combines _output.Forward(x) [batch, 1] with target [batch] to [batch, batch], every element with every other",
            "Insert .Squeeze(1)"),
        new("a sum without its axis times a mean that kept it",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
                var total = x.Sum([1]);
                return [|total«→.Unsqueeze(1)» * x.Mean([1], keepDim: true)|];
            }
            """,
            "WFC0011",
            "Multiply combines total [batch] with x.Mean([1], keepDim: true) [batch, 1] to [batch, batch]",
            "Insert .Unsqueeze(1)"),
        new("a factor for each step that meets the one feature",
            """
            private readonly Parameter _decay = new([10], Initializer.Ones);

            public Tensor Forward([Shape("batch", 10, 1)] Tensor steps) => [|steps * «_decay→Functional.Unsqueeze(_decay, 1)»|];
            """,
            "WFC0011",
            "to [batch, 10, 10], every element with every other",
            "Insert Unsqueeze(…, 1)"),
    ];
}
