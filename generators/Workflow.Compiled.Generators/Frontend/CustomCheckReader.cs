using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads what the gradient check of a custom operator calls.</summary>
internal static class CustomCheckReader
{
    /// <summary>The check; null for an operator that has errors or no backward method, and where no part can be added to its class.</summary>
    public static CustomCheckModel? Read(IMethodSymbol method, CancellationToken cancellation)
    {
        var type = method.ContainingType;
        if (!ModuleReader.CanAddTo(type, cancellation) || type.GetMembers(NameOf(method.Name)).Length > 0)
            return null;
        if (CustomOperatorReader.Read(method, new ErrorList(), cancellation) is not { Backward: { } backward } declaration)
            return null;
        return new CustomCheckModel(
            $"{type.ToDisplayString()}.{method.Name}{type.GetMembers(method.Name).ToList().FindIndex(member => SymbolEqualityComparer.Default.Equals(member, method))}.g.cs",
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            ModuleReader.Headers(type).ToEquatableArray(),
            method.Name,
            method.Parameters.Select(Declare).ToEquatableArray(),
            declaration.Operands.Where(operand => KnownTypes.IsTensor(operand.Type)).Select(operand => Check(declaration, backward, operand)).ToEquatableArray());
    }

    /// <summary>The name of the generated method.</summary>
    public static string NameOf(string operatorName) => $"Check{operatorName}Gradient";

    private static CustomCheck Check(CustomOperatorDeclaration declaration, CustomOperatorMethod backward, IParameterSymbol operand)
    {
        var naming = new Naming();
        foreach (var parameter in declaration.Method.Parameters)
            naming.Unique(parameter.Name);
        var (moved, result, resultGradient, gradient) = (naming.Unique("moved"), naming.Unique("result"), naming.Unique("resultGradient"), naming.Unique("gradient"));
        var place = declaration.PlaceOf(operand);
        var arguments = backward.Roles.Select(role => role switch
        {
            CustomParameter.Tensor { Role: CustomArgument.Operand own } => own.Index == place ? moved : $"{Escape(declaration.Operands[own.Index].Name)}.Span",
            CustomParameter.Tensor { Role: CustomArgument.Result } => result,
            CustomParameter.Tensor { Role: CustomArgument.ResultGradient } => resultGradient,
            CustomParameter.Tensor { Role: CustomArgument.OperandGradient target } => target.Index == place ? gradient : "default",
            CustomParameter.Lengths lengths => $"{Escape(declaration.Operands[lengths.Operand].Name)}.Shape.Lengths",
            CustomParameter.Constant constant => Escape(constant.Name),
            _ => throw new InvalidOperationException($"a {role.GetType().Name} cannot be checked"),
        });
        var forward = declaration.Method.Parameters.Select(parameter => parameter.Name == operand.Name ? moved : Escape(parameter.Name));
        return new CustomCheck(
            operand.Name,
            $"{moved} => {declaration.Method.Name}({string.Join(", ", forward)})",
            $"({moved}, {result}, {resultGradient}, {gradient}) => {backward.Method.Name}({string.Join(", ", arguments)})");
    }

    private static string Declare(IParameterSymbol parameter) =>
        $"{parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {Escape(parameter.Name)}"
        + (parameter.HasExplicitDefaultValue ? $" = {CustomConstantReader.Text(parameter.ExplicitDefaultValue, parameter.Type)}" : "");

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : $"@{name}";
}
