using Microsoft.CodeAnalysis;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>The types of the API that the front end recognises, by name.</summary>
internal static class KnownTypes
{
    public const string CompiledModuleAttribute = "Workflow.Compiled.CompiledModuleAttribute";
    public const string CustomOperatorAttribute = "Workflow.Compiled.CustomOperatorAttribute";
    private const string Namespace = "Workflow.Compiled";

    public static bool IsTensor(ITypeSymbol? type) => Is(type, "Tensor");

    public static bool IsModule(ITypeSymbol? type)
    {
        if (type is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.Any(IsModule);
        for (; type is not null; type = type.BaseType)
        {
            if (Is(type, "Module"))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type stands for any layer.</summary>
    public static bool IsLayer(ITypeSymbol? type) => Is(type, "ILayer");

    public static bool IsIndexTensor(ITypeSymbol? type) => Is(type, "IndexTensor");

    /// <summary>Whether a type is a tensor of numbers or of indices.</summary>
    public static bool IsAnyTensor(ITypeSymbol? type) => IsTensor(type) || IsIndexTensor(type);

    public static bool IsParameter(ITypeSymbol? type) => Is(type, "Parameter");

    public static bool IsTensorBuffer(ITypeSymbol? type) => Is(type, "TensorBuffer");

    /// <summary>Whether a type is declared by the API itself.</summary>
    public static bool IsOfApi(ITypeSymbol type) => type.ContainingNamespace.ToDisplayString() == Namespace;

    public static bool IsModuleList(ITypeSymbol? type) => Is(type, "ModuleList");

    public static bool IsSequential(ITypeSymbol? type) => Is(type, "Sequential");

    /// <summary>Whether a class is compiled, so that its frames can be called.</summary>
    public static bool IsCompiled(ITypeSymbol? type) => type is not null && Has(type, "CompiledModuleAttribute");

    /// <summary>Whether a symbol carries an attribute of the API.</summary>
    public static bool Has(ISymbol symbol, string attribute) => Attribute(symbol.GetAttributes(), attribute) is not null;

    /// <summary>The attributes of one kind that a symbol carries.</summary>
    public static IEnumerable<AttributeData> AllOf(ISymbol symbol, string attribute) => symbol.GetAttributes().Where(data => Is(data.AttributeClass, attribute));

    /// <summary>The name in <c>[Operator("...")]</c>; null where the method has none.</summary>
    public static string? OperatorOf(IMethodSymbol? method) =>
        Attribute(method?.GetAttributes(), "OperatorAttribute")?.ConstructorArguments.FirstOrDefault().Value as string;

    /// <summary>What the compiler noted of a compiled module for its callers; null where there is nothing.</summary>
    public static string? ContractOf(INamedTypeSymbol module) =>
        Attribute(module.GetAttributes(), "ModuleContractAttribute")?.ConstructorArguments.FirstOrDefault().Value as string;

    /// <summary>The <c>[CustomOperator]</c> of a method; null where it has none.</summary>
    public static AttributeData? CustomOperatorOf(IMethodSymbol method) => Attribute(method.GetAttributes(), "CustomOperatorAttribute");

    /// <summary>Whether a gradient is to flow through a custom operator.</summary>
    public static bool IsDifferentiable(AttributeData customOperator) =>
        customOperator.NamedArguments.FirstOrDefault(argument => argument.Key == "IsDifferentiable").Value.Value is not false;

    public static AttributeData? ShapeOf(IEnumerable<AttributeData> attributes) => Attribute(attributes, "ShapeAttribute");

    /// <summary>The name of a field in state dictionaries: as the attribute says, else the field's without its underscore.</summary>
    public static string StateNameOf(ISymbol member) =>
        Attribute(member.GetAttributes(), "StateDictNameAttribute")?.ConstructorArguments.FirstOrDefault().Value as string
        ?? Naming.CamelCase(member.Name);

    private static AttributeData? Attribute(IEnumerable<AttributeData>? attributes, string name) =>
        attributes?.FirstOrDefault(attribute => Is(attribute.AttributeClass, name));

    private static bool Is(ITypeSymbol? type, string name) =>
        type is { Name: var actual, ContainingNamespace: var containing } && actual == name && containing.ToDisplayString() == Namespace;
}
