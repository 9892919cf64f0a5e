using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Diagnostics;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads a method that is marked <c>[CustomOperator]</c> and checks that its parts fit together; the first thing that is wrong is reported.</summary>
/// <param name="method">The marked method.</param>
/// <param name="errors">Takes what is wrong.</param>
/// <param name="cancellation">Stops the work when the editor has moved on.</param>
internal sealed class CustomOperatorReader(IMethodSymbol method, ErrorList errors, CancellationToken cancellation)
{
    private readonly AttributeData _mark = KnownTypes.CustomOperatorOf(method)!;

    /// <summary>What was read; null where an error was reported.</summary>
    public static CustomOperatorDeclaration? Read(IMethodSymbol method, ErrorList errors, CancellationToken cancellation) =>
        new CustomOperatorReader(method.OriginalDefinition, errors, cancellation).Read();

    private CustomOperatorDeclaration? Read()
    {
        var operands = method.Parameters.Where(parameter => KnownTypes.IsAnyTensor(parameter.Type)).ToArray();
        if (!CheckMarked(operands) || ReadShapes(operands) is not { } shapes)
            return null;
        var parameters = new CustomParameterReader(method, operands, errors);
        if (Find(0, parameters.ForwardSignature) is not { } forward || parameters.ReadForward(forward) is not { } forwardRoles)
            return null;
        CustomOperatorMethod? backward = null;
        if (_mark.ConstructorArguments.Length > 1 && _mark.ConstructorArguments[1].Value is not null)
        {
            if (Find(1, parameters.BackwardSignature) is not { } found || parameters.ReadBackward(found) is not { } backwardRoles)
                return null;
            backward = new CustomOperatorMethod(found, backwardRoles);
        }

        return new CustomOperatorDeclaration(
            method, operands, shapes.Operands, shapes.Result, new CustomOperatorMethod(forward, forwardRoles), backward, KnownTypes.IsDifferentiable(_mark));
    }

    private bool CheckMarked(IParameterSymbol[] operands)
    {
        if (!method.IsStatic)
            return Report(method.Locations[0], $"the custom operator {method.Name} is not static", "write 'static' in front of it");
        if (method.IsGenericMethod)
            return Report(method.Locations[0], $"the custom operator {method.Name} has type parameters", "write it for one type");
        if (!KnownTypes.IsTensor(method.ReturnType) || method.RefKind != RefKind.None)
            return Report(method.Locations[0], $"the custom operator {method.Name} returns {Display(method.ReturnType)}", "return one Tensor");
        if (operands.Length == 0)
            return Report(method.Locations[0], $"the custom operator {method.Name} takes no tensor", "give it a parameter of the type Tensor or IndexTensor");
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
                return Report(parameter.Locations[0], $"'{parameter.Name}' is passed by reference", $"pass it by value: {Display(parameter.Type)} {parameter.Name}");
            if (operands.Contains(parameter, SymbolEqualityComparer.Default) && parameter.NullableAnnotation == NullableAnnotation.Annotated)
                return Report(parameter.Locations[0], $"the tensor '{parameter.Name}' may be null", "make it an operator with the tensor and another one without");
            if (!operands.Contains(parameter, SymbolEqualityComparer.Default) && !CustomParameterReader.IsConstant(parameter.Type))
                return Report(parameter.Locations[0], $"'{parameter.Name}' is neither a tensor nor a constant", "take tensors, numbers, flags, texts, enums, and arrays of numbers");
        }

        return true;
    }

    private (IReadOnlyList<ShapePattern> Operands, ShapePattern Result)? ReadShapes(IParameterSymbol[] operands)
    {
        var patterns = new List<ShapePattern>();
        foreach (var operand in operands)
        {
            if (ReadShape(operand.GetAttributes(), operand, $"the tensor '{operand.Name}'", $"[Shape(\"...\")] {Display(operand.Type)} {operand.Name}") is not { } pattern)
                return null;
            patterns.Add(pattern);
        }

        if (ReadShape(method.GetReturnTypeAttributes(), method, "the result", "[return: Shape(\"...\")]") is not { } result)
            return null;
        if (result.HasRest && !patterns.Any(pattern => pattern.HasRest))
        {
            Report(Place(KnownTypes.ShapeOf(method.GetReturnTypeAttributes()), method), "no tensor says what \"...\" in the shape of the result stands for", "write the lengths of the result out");
            return null;
        }

        var numbers = method.Parameters.Where(parameter => parameter.Type.SpecialType == SpecialType.System_Int32).Select(parameter => parameter.Name);
        if (ShapeUnifier.Undetermined(numbers, patterns, result).FirstOrDefault() is not { } open)
            return (patterns, result);
        var at = patterns.FindIndex(pattern => pattern.Names.Contains(open));
        Report(
            at < 0 ? Place(KnownTypes.ShapeOf(method.GetReturnTypeAttributes()), method) : Place(KnownTypes.ShapeOf(operands[at].GetAttributes()), operands[at]),
            $"no length of a tensor determines '{open}'",
            $"give an axis of a tensor the length \"{open}\" or a multiple of it, or take a parameter 'int {open}'");
        return null;
    }

    private ShapePattern? ReadShape(IEnumerable<AttributeData> attributes, ISymbol symbol, string what, string example)
    {
        var attribute = KnownTypes.ShapeOf(attributes);
        if (attribute is not null && ShapePattern.Read(attribute) is { } pattern)
            return pattern;
        if (attribute is null)
            Report(symbol.Locations[0], $"{what} of the custom operator {method.Name} has no shape", $"write '{example}'");
        else
            Report(Place(attribute, symbol), $"the shape of {what} cannot be read", "give each axis a name, a length of at least 1, or an expression of names; \"...\" may come first");
        return null;
    }

    /// <summary>The method that the mark names.</summary>
    private IMethodSymbol? Find(int argument, string signature)
    {
        var name = _mark.ConstructorArguments[argument].Value as string ?? "";
        var found = method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().ToArray();
        if (found.Length == 0)
            Report(Place(_mark, method), $"{method.ContainingType.Name} has no method '{name}'", $"add 'static void {name}({signature})'");
        else if (found.Length > 1)
            Report(found[1].Locations[0], $"there are {found.Length} methods '{name}'", "give the one that the custom operator uses a name of its own");
        else if (!found[0].IsStatic)
            Report(found[0].Locations[0], $"'{name}' is not static", "write 'static' in front of it");
        else if (found[0].IsGenericMethod)
            Report(found[0].Locations[0], $"'{name}' has type parameters", "write it for one type");
        else if (!found[0].ReturnsVoid)
            Report(found[0].Locations[0], $"'{name}' returns {Display(found[0].ReturnType)}", $"write results to spans: static void {name}({signature})");
        else
            return found[0];
        return null;
    }

    private Location Place(AttributeData? attribute, ISymbol otherwise) =>
        attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? otherwise.Locations[0];

    private bool Report(Location location, string what, string remedy) => errors.Report(DiagnosticIds.CustomOperator, location, what, remedy);

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
