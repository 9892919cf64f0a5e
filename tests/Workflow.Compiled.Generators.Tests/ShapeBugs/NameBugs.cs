namespace Workflow.Compiled.Generators.Tests;

/// <summary>PyTorch's names. C# itself reports them; the code fix knows what they are called here.</summary>
internal static class NameBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a function in lower case",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|«relu→Relu»|](x);
            """,
            "CS0103",
            "'relu'",
            "Write Relu for relu"),
        new("a function in snake case",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|«log_softmax→LogSoftmax»|](x, 1);
            """,
            "CS0103",
            "'log_softmax'",
            "Write LogSoftmax for log_softmax"),
        new("a function of torch",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor a, [Shape("batch", 8)] Tensor b) => «[|torch|].cat→Concat»([a, b], 1);
            """,
            "CS0103",
            "'torch'",
            "Write Concat for torch.cat"),
        new("a function of torch.nn.functional",
            """
            public Tensor Forward([Shape("batch", 8)] Tensor x) => «[|F|].softmax→Softmax»(x, 1);
            """,
            "CS0103",
            "'F'",
            "Write Softmax for F.softmax"),
        new("a method in lower case",
            """
            public Tensor Forward([Shape("batch", 4, 4)] Tensor x) => x.[|«flatten→Flatten»|](1);
            """,
            "CS1061",
            "'flatten'",
            "Write Flatten for flatten"),
        new("view for reshape",
            """
            public Tensor Forward([Shape("batch", 4, 4)] Tensor x) => x.[|«view→Reshape»|](-1, 16);
            """,
            "CS1061",
            "'view'",
            "Write Reshape for view"),
        new("a layer of nn",
            """
            private readonly Linear _output = new «[|nn|].Linear→Linear»(8, 4);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => _output.Forward(x);
            """,
            "CS0246",
            "'nn'",
            "Write Linear for nn.Linear"),
        new("a layer that is called like a function",
            """
            private readonly Linear _output = new(8, 4);

            public Tensor Forward([Shape("batch", 8)] Tensor x) => [|_output|]«→.Forward»(x);
            """,
            "CS1955",
            "cannot be used like a method",
            "Insert .Forward"),
    ];
}
