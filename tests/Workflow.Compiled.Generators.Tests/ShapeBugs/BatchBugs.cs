namespace Workflow.Compiled.Generators.Tests;

/// <summary>A batch that is forgotten, fixed or taken apart.</summary>
internal static class BatchBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a reshape without the batch",
            """
            public Tensor Forward([Shape("batch", 28, 28)] Tensor images) => [|images.Reshape(«784→-1, 784»)|];
            """,
            "WFC0007",
            "[784] has 784 elements, not batch·784"),
        new("a batch that is a number",
            """
            public Tensor Forward([Shape("batch", 28, 28)] Tensor images) => [|images.Reshape(«32→-1», 784)|];
            """,
            "WFC0007",
            "[32, 784] has 25088 elements, not batch·784",
            "Write -1 for 32"),
        new("the first sample instead of the first step",
            """
            [return: [|Shape("batch", 16)|]]
            public Tensor Forward([Shape("batch", 10, 16)] Tensor steps) => steps[«0→.., 0»];
            """,
            "WFC0009",
            "Forward promises [batch, 16] but returns [10, 16]"),
        new("a mean over the batch instead of the steps",
            """
            [return: [|Shape("batch", 16)|]]
            public Tensor Forward([Shape("batch", 10, 16)] Tensor steps) => steps.Mean([«0→1»]);
            """,
            "WFC0009",
            "Forward promises [batch, 16] but returns [10, 16]"),
        new("a batch in the second place",
            """
            [return: [|Shape("batch", 16, 10)|]]
            public Tensor Forward([Shape("batch", 10, 16)] Tensor steps) => steps.Transpose(«0→1», 2);
            """,
            "WFC0009",
            "Forward promises [batch, 16, 10] but returns [16, 10, batch]"),
    ];
}
