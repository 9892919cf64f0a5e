using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>
/// Contracts as they travel in metadata: <c>(inputs: [[rows, width]], outputs: [[rows, width * 2]], lengths: [rows])</c>, of a module that works on images
/// <c>channels: last</c>, where no sample depends on another <c>samples: apart</c>, and where something could not be proven <c>guards: [(width, 8, "why"), (3, height, atMost: "why")]</c>, with the loops in which it is checked behind,
/// <c>(widths[i], 8, "why", i, depth)</c>.
/// </summary>
internal static class ContractText
{
    public static string Write(ModuleContract contract) =>
        $"(inputs: {Write(contract.Inputs)}, outputs: {Write(contract.Outputs)}, lengths: [{string.Join(", ", contract.FreeSymbols)}]{(contract.IsOnImages ? ", channels: last" : "")}{(contract.AreSamplesApart ? ", samples: apart" : "")}{Write(contract.Guards)})";

    /// <summary>The contract; null where the text is none, as another version of the compiler may have written it.</summary>
    public static ModuleContract? Read(string text)
    {
        if (SyntaxFactory.ParseExpression(text) is not TupleExpressionSyntax { ContainsDiagnostics: false } parts)
            return null;
        if (Part(parts, "inputs") is not { } inputs || Part(parts, "outputs") is not { } outputs || Part(parts, "lengths") is not { } lengths)
            return null;
        var shapes = inputs.Concat(outputs).Select(ReadShape).ToArray();
        if (shapes.Any(shape => shape is null))
            return null;
        return new ModuleContract(
            shapes.Take(inputs.Count).Select(shape => shape!).ToEquatableArray(),
            shapes.Skip(inputs.Count).Select(shape => shape!).ToEquatableArray(),
            lengths.Select(length => length.ToString()).ToEquatableArray(),
            Find(parts, "channels")?.ToString() == "last",
            Find(parts, "samples")?.ToString() == "apart",
            (Part(parts, "guards") ?? []).Select(ReadGuard).ToEquatableArray());
    }

    private static string Write(EquatableArray<Guard> guards) => guards.Count == 0 ? "" : $", guards: [{string.Join(", ", guards.Select(Write))}]";

    private static string Write(Guard guard)
    {
        var loops = guard.Loops.SelectMany(loop => new[] { loop.Index, Text(loop.Count) });
        var words = $"{(guard.IsAtMost ? "atMost: " : "")}{SymbolDisplay.FormatLiteral(guard.Message, quote: true)}";
        return $"({string.Join(", ", [Text(guard.Left), Text(guard.Right), words, .. loops])})";
    }

    private static Guard ReadGuard(ExpressionSyntax text)
    {
        var arguments = ((TupleExpressionSyntax)text).Arguments;
        ExpressionSyntax[] parts = [.. arguments.Select(argument => argument.Expression)];
        return new Guard(
            ShapeExpression.Read(parts[0])!,
            ShapeExpression.Read(parts[1])!,
            ((LiteralExpressionSyntax)parts[2]).Token.ValueText,
            Enumerable.Range(0, (parts.Length - 3) / 2).Select(i => new GuardLoop(parts[3 + (2 * i)].ToString(), ShapeExpression.Read(parts[4 + (2 * i)])!)).ToEquatableArray())
        {
            IsAtMost = arguments[2].NameColon is not null,
        };
    }

    private static string Text(Dimension length) => length.ToCSharp(symbol => symbol);

    private static string Write(EquatableArray<Shape> shapes) =>
        $"[{string.Join(", ", shapes.Select(shape => $"[{string.Join(", ", shape.Dimensions.Select(Text))}]"))}]";

    private static ExpressionSyntax? Find(TupleExpressionSyntax parts, string name) =>
        parts.Arguments.FirstOrDefault(part => part.NameColon?.Name.Identifier.ValueText == name)?.Expression;

    private static IReadOnlyList<ExpressionSyntax>? Part(TupleExpressionSyntax parts, string name) => Find(parts, name) is { } part ? Elements(part) : null;

    private static IReadOnlyList<ExpressionSyntax>? Elements(ExpressionSyntax list) =>
        list is CollectionExpressionSyntax collection ? [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression)] : null;

    private static Shape? ReadShape(ExpressionSyntax text)
    {
        var lengths = Elements(text)?.Select(ShapeExpression.Read).ToArray();
        return lengths is null || lengths.Any(length => length is null) ? null : Shape.Of([.. lengths.Select(length => length!)]);
    }
}
