namespace Workflow.Compiled.Generators.Tests;

/// <summary>Modules that are given what they do not take, and promises that are not kept.</summary>
internal static class ContractBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a block that is made with another width",
            """
            [CompiledModule]
            public partial class Net : Module
            {
                private readonly Block _block = new(«16→8»);

                public Tensor Forward([Shape("batch", 8)] Tensor x) => [|_block.Forward(x)|];
            }

            [CompiledModule]
            public partial class Block(int width) : Module
            {
                private readonly Linear _layer = new(width, width);

                public Tensor Forward([Shape("rows", "width")] Tensor x) => x + Tanh(_layer.Forward(x));
            }
            """,
            "WFC0005",
            "_block expects [batch, 16], but x is [batch, 8]",
            "Write 8 for 16"),
        new("a head that is given a narrower body",
            """
            [CompiledModule]
            public partial class Net : Module
            {
                private readonly Linear _body = new(8, «12→16»);
                private readonly Head _head = new();

                public Tensor Forward([Shape("batch", 8)] Tensor x) => [|_head.Forward(Relu(_body.Forward(x)))|];
            }

            [CompiledModule]
            public partial class Head : Module
            {
                private readonly Linear _output = new(16, 10);

                public Tensor Forward([Shape("batch", 16)] Tensor x) => LogSoftmax(_output.Forward(x), 1);
            }
            """,
            "WFC0005",
            "_head expects [batch, 16], but Relu(_body.Forward(x)) is [batch, 12]",
            "Write 16 for 12"),
        new("a module over rows that is given pictures",
            """
            [CompiledModule]
            public partial class Net : Module
            {
                private readonly Head _head = new();

                public Tensor Forward([Shape("batch", 4, 4)] Tensor images) => [|_head.Forward(images«→.Flatten(1)»)|];
            }

            [CompiledModule]
            public partial class Head : Module
            {
                private readonly Linear _output = new(16, 10);

                public Tensor Forward([Shape("batch", 16)] Tensor x) => LogSoftmax(_output.Forward(x), 1);
            }
            """,
            "WFC0005",
            "_head expects [batch, 16], but images is [batch, 4, 4]",
            "Insert .Flatten(1)"),
        new("two towers exchanged",
            """
            [CompiledModule]
            public partial class Net : Module
            {
                private readonly Towers _towers = new();

                public Tensor Forward([Shape("batch", 6)] Tensor users, [Shape("batch", 3)] Tensor items) => [|_towers.Forward(«items, users→users, items»)|];
            }

            [CompiledModule]
            public partial class Towers : Module
            {
                private readonly Linear _users = new(6, 4);
                private readonly Linear _items = new(3, 4);

                public Tensor Forward([Shape("batch", 6)] Tensor users, [Shape("batch", 3)] Tensor items) => (_users.Forward(users) * _items.Forward(items)).Sum([1]);
            }
            """,
            "WFC0005",
            "_towers expects [batch, 6], but items is [batch, 3]"),
        new("a promise of another number of classes",
            """
            private readonly Linear _output = new(8, 4);

            [return: [|Shape«("batch", 5)→("batch", 4)»|]]
            public Tensor Forward([Shape("batch", 8)] Tensor x) => _output.Forward(x);
            """,
            "WFC0009",
            "Forward promises [batch, 5] but returns [batch, 4]",
            "Promise [batch, 4]"),
        new("another number of classes than is promised",
            """
            private readonly Linear _output = new(8, «4→5»);

            [return: [|Shape("batch", 5)|]]
            public Tensor Forward([Shape("batch", 8)] Tensor x) => LogSoftmax(_output.Forward(x), 1);
            """,
            "WFC0009",
            "Forward promises [batch, 5] but returns [batch, 4]",
            "Write 5 for 4"),
        new("a promise of an axis too many",
            """
            [return: [|Shape«("batch", 1)→("batch")»|]]
            public Tensor Forward([Shape("batch", 8)] Tensor x) => x.Sum([1]);
            """,
            "WFC0009",
            "Forward promises [batch, 1] but returns [batch]",
            "Promise [batch]"),
    ];
}
