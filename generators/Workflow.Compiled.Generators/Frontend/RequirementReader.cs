using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

            foreach (var (left, right) in Equations(condition))
                module.Demand(new Guard(left, right, $"{module.Type.Name} requires {text}", []));
            var reached = condition.ReplaceNodes(names, (name, _) => SyntaxFactory.IdentifierName(members[name.Identifier.ValueText]).WithTriviaFrom(name));
            requirements.Add(new Requirement(reached.ToString(), text));
        }

        return requirements;
    }

    /// <summary>The equations that a condition consists of: what proofs can use.</summary>
    private static IEnumerable<(Dimension Left, Dimension Right)> Equations(ExpressionSyntax condition) => condition switch
    {
        ParenthesizedExpressionSyntax parenthesized => Equations(parenthesized.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => Equations(both.Left).Concat(Equations(both.Right)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equation
            when ShapeExpression.Read(equation.Left) is { } left && ShapeExpression.Read(equation.Right) is { } right => [(left, right)],
        _ => [],
    };
}
