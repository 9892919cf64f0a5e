namespace Workflow.Compiled.Generators.Tests;

/// <summary>What a class has to declare.</summary>
internal static class DeclarationBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a class that is not partial",
            """
            [CompiledModule]
            public «class→partial class» [|Net|] : Module
            {
                public Tensor Forward([Shape("batch", 8)] Tensor x) => Relu(x);
            }
            """,
            "WFC0001",
            "write 'partial class Net'",
            "Make Net partial"),
        new("a class inside one that is not partial",
            """
            public «class→partial class» Models
            {
                [CompiledModule]
                public partial class [|Net|] : Module
                {
                    public Tensor Forward([Shape("batch", 8)] Tensor x) => Relu(x);
                }
            }
            """,
            "WFC0001",
            "write 'partial class Models'",
            "Make Models partial"),
        new("a class without a base",
            """
            [CompiledModule]
            public partial class [|Net|](int width)«→ : Module»
            {
                private readonly Linear _layer = new(8, width);

                public Tensor Forward([Shape("batch", 8)] Tensor x) => _layer.Forward(x);
            }
            """,
            "WFC0002",
            "write 'class Net : Module'",
            "Derive Net from Module"),
        new("a class that only implements an interface",
            """
            [CompiledModule]
            public partial class [|Net|] : «→Module, »INamed
            {
                public Tensor Forward([Shape("batch", 8)] Tensor x) => Relu(x);
            }

            public interface INamed;
            """,
            "WFC0002",
            "write 'class Net : Module'",
            "Derive Net from Module"),
        new("forward as Python writes it",
            """
            [CompiledModule]
            public partial class [|Net|] : Module
            {
                public Tensor «forward→Forward»([Shape("batch", 8)] Tensor x) => Relu(x);
            }
            """,
            "WFC0003",
            "'Net' has no method Forward",
            "Write Forward for forward"),
        new("an input without a shape",
            """
            private readonly Linear _hidden = new(784, 10);

            public Tensor Forward(«→[Shape("batch", 784)] »Tensor [|images|]) => _hidden.Forward(images);
            """,
            "WFC0008",
            "The compiler needs the shape of 'images'",
            "Insert [Shape(\"batch\", 784)]"),
    ];
}
