using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>How graph names are written in generated code.</summary>
internal static class Names
{
    /// <summary>The opening lines of a generated file: aliases that no name of the user can hide.</summary>
    public const string Usings =
        """
        using Kernels = global::Workflow.Compiled.Kernels;
        using Runtime = global::Workflow.Compiled;
        using MethodImpl = global::System.Runtime.CompilerServices.MethodImplAttribute;
        using MethodImplOptions = global::System.Runtime.CompilerServices.MethodImplOptions;
        """;

    /// <summary>The row in a region's code.</summary>
    public const string Row = "row";

    /// <summary>The name of a property.</summary>
    public static string Pascal(string camelCase) => char.ToUpperInvariant(camelCase[0]) + camelCase.Substring(1);

    /// <summary>The name of a private field.</summary>
    public static string Field(string camelCase) => "_" + camelCase;

    /// <summary>A length as a C# expression; the batch is written as given.</summary>
    public static string Length(Dimension dimension, string batch) => dimension.ToCSharp(symbol => symbol == Region.RowSymbol ? Row : batch);

    /// <summary>A per-sample shape as the elements of a collection expression: all axes but the first.</summary>
    public static string SampleShape(Shape shape) => $"[{string.Join(", ", shape.Dimensions.Skip(1).Select(length => Length(length, "1")))}]";
}
