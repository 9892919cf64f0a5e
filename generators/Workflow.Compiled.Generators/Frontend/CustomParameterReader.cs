using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Finds by their names and types what the parameters of a custom operator's methods are.</summary>
/// <param name="marked">The marked method.</param>
/// <param name="operands">Its tensors.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class CustomParameterReader(IMethodSymbol marked, IParameterSymbol[] operands, ErrorList errors)
{
    private const string Numbers = "ReadOnlySpan<float>";
    private const string Indices = "ReadOnlySpan<int>";
    private const string Written = "Span<float>";
    private string _result = "y";

    /// <summary>How a forward method can be declared.</summary>
    public string ForwardSignature => string.Join(", ", [.. operands.Select(Read), $"{Written} {_result}", .. Constants]);

    /// <summary>How a backward method can be declared.</summary>
    public string BackwardSignature =>
        string.Join(", ", [.. operands.Select(Read), $"{Numbers} d{_result}", .. Floats.Select(operand => $"{Written} {GradientOf(operand.Name)}"), .. Constants]);

    /// <summary>Whether values of a type can be constants of a call.</summary>
    public static bool IsConstant(ITypeSymbol type) =>
        IsPrimitive(type) || type.SpecialType == SpecialType.System_String || type.TypeKind == TypeKind.Enum || (type is IArrayTypeSymbol { Rank: 1, ElementType: var element } && IsPrimitive(element));

    /// <summary>The roles of a forward method's parameters; null where an error was reported.</summary>
    public IReadOnlyList<CustomParameter>? ReadForward(IMethodSymbol method)
    {
        var results = method.Parameters.Where(IsResult).ToArray();
        if (results.Length > 1)
            return Wrong(results[1], $"'{results[1].Name}' is a second span that {method.Name} writes to", "a custom operator has one result; make two operators");
        if (results.Length == 0)
            return Wrong(method, $"{method.Name} has no span to write the result to", $"add '{Written} y'");
        _result = results[0].Name;
        return Read(method, parameter => parameter.Name == _result ? new CustomParameter.Tensor(new CustomArgument.Result()) : ReadCommon(parameter), ForwardSignature);
    }

    /// <summary>The roles of a backward method's parameters; null where an error was reported.</summary>
    public IReadOnlyList<CustomParameter>? ReadBackward(IMethodSymbol method)
    {
        var roles = Read(method, ReadBackward, BackwardSignature);
        var forgotten = roles is null ? null : Floats.FirstOrDefault(operand => !roles.OfType<CustomParameter.Tensor>().Any(tensor => tensor.Role.Equals(new CustomArgument.OperandGradient(Place(operand)))));
        return forgotten is null
            ? roles
            : Wrong(method, $"{method.Name} does not write the gradient of '{forgotten.Name}'", $"add '{Written} {GradientOf(forgotten.Name)}'; a tensor without a gradient gets zeros");
    }

    private IEnumerable<IParameterSymbol> Floats => operands.Where(operand => KnownTypes.IsTensor(operand.Type));

    private IEnumerable<string> Constants => marked.Parameters.Except(operands, SymbolEqualityComparer.Default).Cast<IParameterSymbol>()
        .Select(parameter => $"{Handed(parameter.Type)} {parameter.Name}");

    private IReadOnlyList<CustomParameter>? Read(IMethodSymbol method, Func<IParameterSymbol, CustomParameter?> read, string signature)
    {
        var roles = new List<CustomParameter>();
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
                return Wrong(parameter, $"'{parameter.Name}' is passed by reference", $"pass it by value: {Display(parameter.Type)} {parameter.Name}");
            var count = errors.Count;
            if (read(parameter) is { } role)
                roles.Add(role);
            else if (errors.Count == count)
                return Wrong(parameter, $"{marked.Name}({Parameters}) has nothing that '{parameter.Name}' could be", $"{method.Name} may take any of {signature}");
            else
                return null;
        }

        return roles;
    }

    private CustomParameter? ReadBackward(IParameterSymbol parameter)
    {
        if (parameter.Name == _result)
            return Typed(parameter, Numbers, new CustomParameter.Tensor(new CustomArgument.Result()));
        if (IsGradientOf(parameter, _result))
            return Typed(parameter, Numbers, new CustomParameter.Tensor(new CustomArgument.ResultGradient()));
        if (operands.FirstOrDefault(operand => IsGradientOf(parameter, operand.Name)) is not { } target)
            return ReadCommon(parameter);
        if (KnownTypes.IsTensor(target.Type))
            return Typed(parameter, Written, new CustomParameter.Tensor(new CustomArgument.OperandGradient(Place(target))));
        Wrong(parameter, $"the IndexTensor '{target.Name}' has no gradient", $"leave '{parameter.Name}' out");
        return null;
    }

    /// <summary>What both methods may name: operands, their lengths, and constants.</summary>
    private CustomParameter? ReadCommon(IParameterSymbol parameter)
    {
        if (operands.FirstOrDefault(operand => operand.Name == parameter.Name) is { } own)
            return Typed(parameter, KnownTypes.IsTensor(own.Type) ? Numbers : Indices, new CustomParameter.Tensor(new CustomArgument.Operand(Place(own))));
        if (operands.FirstOrDefault(operand => $"{operand.Name}Shape" == parameter.Name) is { } shaped)
            return Typed(parameter, Indices, new CustomParameter.Lengths(Place(shaped)));
        return marked.Parameters.FirstOrDefault(constant => constant.Name == parameter.Name) is { } constant
            ? Typed(parameter, Handed(constant.Type), new CustomParameter.Constant(parameter.Name))
            : null;
    }

    private CustomParameter? Typed(IParameterSymbol parameter, string type, CustomParameter role)
    {
        if (Display(parameter.Type) == type)
            return role;
        Wrong(parameter, $"'{parameter.Name}' is a {Display(parameter.Type)}", $"write '{type} {parameter.Name}'");
        return null;
    }

    private bool IsResult(IParameterSymbol parameter) =>
        Display(parameter.Type) == Written && operands.All(operand => operand.Name != parameter.Name) && marked.Parameters.All(own => own.Name != parameter.Name);

    private string Parameters => string.Join(", ", marked.Parameters.Select(parameter => $"{Display(parameter.Type)} {parameter.Name}"));

    private static string Read(IParameterSymbol operand) => $"{(KnownTypes.IsTensor(operand.Type) ? Numbers : Indices)} {operand.Name}";

    private int Place(IParameterSymbol operand) => Array.IndexOf(operands, operand);

    /// <summary><c>dx</c> for <c>x</c>, <c>dWeights</c> for <c>weights</c>.</summary>
    private static string GradientOf(string name) => name.Length == 1 ? $"d{name}" : $"d{char.ToUpperInvariant(name[0])}{name.Substring(1)}";

    private static bool IsGradientOf(IParameterSymbol parameter, string name) => parameter.Name == GradientOf(name) || parameter.Name == $"d{name}";

    /// <summary>The type by which a constant arrives: an array as a span, which costs no memory.</summary>
    private static string Handed(ITypeSymbol type) => type is IArrayTypeSymbol { ElementType: var element } ? $"ReadOnlySpan<{Display(element)}>" : Display(type);

    private static bool IsPrimitive(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double;

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private IReadOnlyList<CustomParameter>? Wrong(ISymbol place, string what, string remedy)
    {
        errors.Report(DiagnosticIds.CustomOperator, place.Locations[0], what, remedy);
        return null;
    }
}
