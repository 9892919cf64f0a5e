using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads <c>[Require("width % heads == 0")]</c>.</summary>
internal static class RequirementReader
{
    public static IReadOnlyList<Requirement> Read(ModuleTrace module)
    {
        var members = module.Hyperparameters.Known.ToDictionary(known => known.Name, known => known.Access, StringComparer.Ordinal);
        var requirements = new List<Requirement>();
        foreach (var attribute in KnownTypes.AllOf(module.Type, "RequireAttribute"))
        {
            var text = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";
            var condition = SyntaxFactory.ParseExpression(text);
            var names = condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => name.Parent is not MemberAccessExpressionSyntax access || access.Name != name).ToArray();
            if (condition.ContainsDiagnostics || names.Any(name => !members.ContainsKey(name.Identifier.ValueText)))
            {
                module.Errors.Unsupported(
                    attribute.ApplicationSyntaxReference!.GetSyntax(module.Cancellation),
                    $"the requirement '{text}'",
                    "write a condition over whole numbers that the constructor is given and that members can reach: [Require(\"width % heads == 0\")]");
                continue;
            }

            foreach (var demand in Demands(condition, $"{module.Type.Name} requires {text}"))
                module.Demand(demand);
            var reached = condition.ReplaceNodes(names, (name, _) => SyntaxFactory.IdentifierName(members[name.Identifier.ValueText]).WithTriviaFrom(name));
            requirements.Add(new Requirement(reached.ToString(), text));
        }

        return requirements;
    }

    /// <summary>The equations and orders that a condition consists of: what proofs can use.</summary>
    private static IEnumerable<Guard> Demands(ExpressionSyntax condition, string words) => condition switch
    {
        ParenthesizedExpressionSyntax parenthesized => Demands(parenthesized.Expression, words),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => Demands(both.Left, words).Concat(Demands(both.Right, words)),
        BinaryExpressionSyntax relation when ShapeExpression.Read(relation.Left) is { } left && ShapeExpression.Read(relation.Right) is { } right
            && Relation.Stated(ComparisonOf(relation), left, right, words) is { } stated => [stated],
        _ => [],
    };

    private static BinaryOperatorKind ComparisonOf(BinaryExpressionSyntax relation) => relation.Kind() switch
    {
        SyntaxKind.EqualsExpression => BinaryOperatorKind.Equals,
        SyntaxKind.LessThanExpression => BinaryOperatorKind.LessThan,
        SyntaxKind.LessThanOrEqualExpression => BinaryOperatorKind.LessThanOrEqual,
        SyntaxKind.GreaterThanExpression => BinaryOperatorKind.GreaterThan,
        SyntaxKind.GreaterThanOrEqualExpression => BinaryOperatorKind.GreaterThanOrEqual,
        _ => BinaryOperatorKind.None,
    };
}
