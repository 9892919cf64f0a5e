namespace Workflow.Compiled.Generators.Tests;

/// <summary>Lists of modules, and loops that change what the next turn takes.</summary>
internal static class ListBugs
{
    public static readonly ShapeBug[] All =
    [
        new("two modules of a list that do not meet",
            """
            private readonly ModuleList<Linear> _layers = new(new Linear(8, 16), new Linear(«8→16», 4));

            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
                foreach (var layer in _layers)
                    x = Relu([|layer.Forward(x)|]);
                return x;
            }
            """,
            "WFC0005",
            "_layers1 expects 8 features, but x gives 16",
            "Write 16 for 8"),
        new("modules of a list that do not follow each other",
            """
            [CompiledModule]
            public partial class Deep(int depth) : Module
            {
                private readonly ModuleList<Linear> _layers = new(depth, () => new Linear(8, «4→8»));

                public Tensor Forward([Shape("batch", 8)] Tensor x)
                {
                    [|foreach (var layer in _layers)
                        x = Relu(layer.Forward(x));|]
                    return x;
                }
            }
            """,
            "WFC0010",
            "a turn of this loop changes 'x' from [batch, 8] to [batch, 4], so the next turn would not fit",
            "Write 8 for 4"),
        new("blocks of another width than what runs through them",
            """
            [CompiledModule]
            public partial class Deep(int depth) : Module
            {
                private readonly ModuleList<Block> _blocks = new(depth, () => new Block(«16→8»));

                public Tensor Forward([Shape("batch", 8)] Tensor x)
                {
                    foreach (var block in _blocks)
                        x = [|block.Forward(x)|];
                    return x;
                }
            }

            [CompiledModule]
            public partial class Block(int width) : Module
            {
                private readonly Linear _layer = new(width, width);

                public Tensor Forward([Shape("rows", "width")] Tensor x) => x + Tanh(_layer.Forward(x));
            }
            """,
            "WFC0005",
            "expects [batch, 16], but x is [batch, 8]",
            "Write 8 for 16"),
        new("a loop over one layer that changes the width",
            """
            [CompiledModule]
            public partial class Recurrent(int steps) : Module
            {
                private readonly Linear _state = new(8, «4→8»);

                public Tensor Forward([Shape("batch", 8)] Tensor state)
                {
                    [|for (var i = 0; i < steps; i++)
                        state = Tanh(_state.Forward(state));|]
                    return state;
                }
            }
            """,
            "WFC0010",
            "a turn of this loop changes 'state' from [batch, 8] to [batch, 4]",
            "Write 8 for 4"),
        new("a counted loop over one layer that changes the width",
            """
            private readonly Linear _layer = new(8, «4→8»);

            public Tensor Forward([Shape("batch", 8)] Tensor x)
            {
                for (var i = 0; i < 3; i++)
                    x = Relu([|_layer.Forward(x)|]);
                return x;
            }
            """,
            "WFC0005",
            "_layer expects 8 features, but x gives 4",
            "Write 8 for 4"),
        new("features that grow from turn to turn",
            """
            [CompiledModule]
            public partial class Dense(int depth) : Module
            {
                private readonly Linear _layer = new(8, 8);

                public Tensor Forward([Shape("batch", 8)] Tensor x)
                {
                    [|for (var i = 0; i < depth; i++)
                        x = «Concat([x, Relu(_layer.Forward(x))], 1)→x + Relu(_layer.Forward(x))»;|]
                    return x;
                }
            }
            """,
            "WFC0010",
            "a turn of this loop changes 'x' from [batch, 8] to [batch, 16]"),
        new("one reduction more than there are axes",
            """
            public Tensor Forward([Shape("batch", 4, 8)] Tensor x)
            {
                for (var i = 0; i < «3→2»; i++)
                    x = [|x.Mean([1])|];
                return x;
            }
            """,
            "WFC0010",
            "Mean asks for axis 1, but x [batch] has the axes -1 to 0"),
    ];
}
