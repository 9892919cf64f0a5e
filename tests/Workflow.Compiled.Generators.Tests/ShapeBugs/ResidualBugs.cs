namespace Workflow.Compiled.Generators.Tests;

/// <summary>Sums around layers that change the width.</summary>
internal static class ResidualBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a block that comes back with another width",
            """
            private readonly Linear _up = new(8, 32);
            private readonly Linear _down = new(32, «16→8»);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|x + _down.Forward(Gelu(_up.Forward(x)))|];
            """,
            "WFC0006",
            "Add cannot combine x [batch, 8] with _down.Forward(Gelu(_up.Forward(x))) [batch, 16]: 8 and 16 differ",
            "Write 8 for 16"),
        new("a block that comes back with another width, behind dropout",
            """
            private readonly Linear _up = new(8, 32);
            private readonly Linear _down = new(32, «4→8»);
            private readonly Dropout _dropout = new(0.1f);

            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
                var h = _dropout.Forward(_down.Forward(Relu(_up.Forward(x))));
                return [|h + x|];
            }
            """,
            "WFC0006",
            "Add cannot combine h [batch, 4] with x [batch, 8]: 4 and 8 differ",
            "Write 8 for 4"),
        new("a skip connection from in front of the projection",
            """
            private readonly Linear _project = new(8, 16);
            private readonly Linear _mix = new(16, 16);

            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
                var h = _project.Forward(x);
                return [|«x→h» + _mix.Forward(h)|];
            }
            """,
            "WFC0006",
            "Add cannot combine x [batch, 8] with _mix.Forward(h) [batch, 16]"),
        new("a skip connection around a concatenation",
            """
            private readonly Linear _mix = new(16, 8);

            public Tensor Forward([Shape("batch", 8)] Tensor x, [Shape("batch", 8)] Tensor context)
            {
                var joined = Concat([x, context], 1);
                return [|x + «joined→_mix.Forward(joined)»|];
            }
            """,
            "WFC0006",
            "Add cannot combine x [batch, 8] with joined [batch, 16]: 8 and 16 differ"),
        new("a residual that is assigned with +=",
            """
            private readonly Linear _layer = new(8, «6→8»);

            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
                [|x += _layer.Forward(x)|];
                return x;
            }
            """,
            "WFC0006",
            "Add cannot combine x [batch, 8] with _layer.Forward(x) [batch, 6]",
            "Write 8 for 6"),
    ];
}
