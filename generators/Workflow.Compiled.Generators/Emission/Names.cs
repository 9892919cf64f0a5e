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
        using System = global::System;
        using MethodImpl = global::System.Runtime.CompilerServices.MethodImplAttribute;
        using MethodImplOptions = global::System.Runtime.CompilerServices.MethodImplOptions;
        """;

    /// <summary>A span that is read.</summary>
    public const string ReadOnlySpan = "System::ReadOnlySpan<float>";

    /// <summary>A span that is written.</summary>
    public const string Span = "System::Span<float>";

    /// <summary>A span of indices that is read.</summary>
    public const string ReadOnlyIndexSpan = "System::ReadOnlySpan<int>";

    /// <summary>A span of indices that is written.</summary>
    public const string IndexSpan = "System::Span<int>";

    /// <summary>The row in a region's code.</summary>
    public const string Row = "row";

    /// <summary>The name of a property.</summary>
    public static string Pascal(string camelCase) => char.ToUpperInvariant(camelCase[0]) + camelCase.Substring(1);

    /// <summary>The name of a private field.</summary>
    public static string Field(string camelCase) => "_" + camelCase;

    /// <summary>The field that holds the frame of a call, or the frames of a loop.</summary>
    public static string Field(FrameSite site) => Field(site is LoopSite ? $"{site.Name}Turns" : $"{site.Name}Frame");

    /// <summary>A length as a C# expression in a frame or a region, where symbols are properties.</summary>
    public static string Length(Dimension dimension, FrameSymbols symbols) =>
        Named(dimension, symbols).ToCSharp(symbol => symbol == Region.RowSymbol ? Row : Pascal(symbols.NameOf(symbol)));

    /// <summary>The same as a factor or a divisor: in brackets where it needs them.</summary>
    public static string Factor(Dimension dimension, FrameSymbols symbols) =>
        dimension.IsSingle ? Length(dimension, symbols) : $"({Length(dimension, symbols)})";

    /// <summary>A length as a C# expression over the model, for one that the model determines.</summary>
    public static string ModelLength(Dimension dimension, FrameSymbols symbols) =>
        Named(dimension, symbols).ToCSharp(symbol => symbols.Items.First(item => item.Name == symbol).Definition);

    /// <summary>A length as a C# expression where nothing but the lengths of a call, as arguments, and the members of the class are known.</summary>
    public static string Given(Dimension dimension, ModuleModel module) =>
        dimension.ToCSharp(symbol => module.Hyperparameters.FirstOrDefault(hyperparameter => hyperparameter.Name == symbol)?.Member ?? FrameSymbol.Identifier(symbol));

    /// <summary>A shape as the elements of a collection expression.</summary>
    public static string ShapeOf(Shape shape, FrameSymbols symbols) => $"[{string.Join(", ", shape.Dimensions.Select(length => Length(length, symbols)))}]";

    /// <summary>The type of a value that a caller hands over.</summary>
    public static string TypeOf(Value value, bool isWritten) => value.Element == ElementType.Index
        ? isWritten ? IndexSpan : ReadOnlyIndexSpan
        : isWritten ? Span : ReadOnlySpan;

    /// <summary>A member of the model in a frame; the indices of loops are properties.</summary>
    public static string Member(string access, FrameSymbols symbols) =>
        AccessPath.From("_model", symbols.Indices.Aggregate(access, (path, index) => path.Replace($"{{{index}}}", Pascal(index))));

    private static Dimension Named(Dimension dimension, FrameSymbols symbols) =>
        dimension.Substitute(key => symbols.Items.Any(item => item.Symbol == key) ? Dimension.Symbol(symbols.NameOf(key)) : null);
}
