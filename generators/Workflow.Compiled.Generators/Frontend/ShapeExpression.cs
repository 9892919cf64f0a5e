using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads lengths that are written as text: <c>"batch"</c>, <c>"width * 2"</c>, <c>"widths[0]"</c>.</summary>
internal static class ShapeExpression
{
    /// <summary>The length; null where the text is none.</summary>
    public static Dimension? Read(string text)
    {
        var expression = SyntaxFactory.ParseExpression(text);
        return expression.ContainsDiagnostics ? null : Read(expression);
    }

    /// <summary>The length; null where the expression is none.</summary>
    public static Dimension? Read(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => Read(parenthesized.Expression),
        IdentifierNameSyntax name => Dimension.Symbol(name.Identifier.ValueText),
        LiteralExpressionSyntax { Token.Value: int number } => number,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: var operand } when Read(operand) is { } positive => positive * -1,
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax list, Name.Identifier.ValueText: "Length" } =>
            Dimension.Symbol(Hyperparameters.LengthOf(list.Identifier.ValueText)),
        ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax list, ArgumentList.Arguments: [{ Expression: var index }] } =>
            Element(list.Identifier.ValueText, index),
        BinaryExpressionSyntax binary when Read(binary.Left) is { } left && Read(binary.Right) is { } right => binary.Kind() switch
        {
            SyntaxKind.AddExpression => left + right,
            SyntaxKind.SubtractExpression => left - right,
            SyntaxKind.MultiplyExpression => left * right,
            SyntaxKind.DivideExpression when !right.Equals(0) => Dimension.FloorDivide(left, right),
            SyntaxKind.ModuloExpression when !right.Equals(0) => Dimension.Modulo(left, right),
            _ => null,
        },
        _ => null,
    };

    private static Dimension? Element(string list, ExpressionSyntax index)
    {
        var place = index is PrefixUnaryExpressionSyntax fromEnd && fromEnd.Kind() == SyntaxKind.IndexExpression
            ? Read(fromEnd.Operand) is { } back ? Dimension.Symbol(Hyperparameters.LengthOf(list)) - back : null
            : Read(index);
        return place is null ? null : Dimension.Element(list, place);
    }
}
