using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Finds the layers of a class that nobody else gets hold of: private ones, which the class only makes, calls and asks for their lengths.</summary>
internal sealed class OwnMembers
{
    private static readonly HashSet<string> s_asked = new(StringComparer.Ordinal) { "Forward", "InFeatures", "OutFeatures", "HasBias" };

    private readonly HashSet<string> _handedOn;

    public OwnMembers(INamedTypeSymbol type, CancellationToken cancellation) => _handedOn =
    [
        .. type.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax(cancellation).DescendantNodes().OfType<IdentifierNameSyntax>())
            .Where(name => !IsKept(Whole(name)))
            .Select(name => name.Identifier.ValueText),
    ];

    /// <summary>Whether nobody else gets hold of what a member holds.</summary>
    public bool Contains(ISymbol member) => member.DeclaredAccessibility == Accessibility.Private && !_handedOn.Contains(member.Name);

    private static ExpressionSyntax Whole(IdentifierNameSyntax name) => name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : name;

    private static bool IsKept(ExpressionSyntax member) => member.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == member && s_asked.Contains(access.Name.Identifier.ValueText),
        // As a part of an expression it would hand on what is assigned.
        AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Left == member,
        _ => false,
    };
}
