using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads the arguments of a custom operator that are no tensors: what generated code can write as it stands.</summary>
internal sealed class CustomConstantReader(BodyTrace body)
{
    /// <summary>The argument; null where an error was reported.</summary>
    public CallArgument? Read(IArgumentOperation argument)
    {
        var (value, type) = (argument.Value, argument.Parameter!.Type);
        if (type.SpecialType == SpecialType.System_Int32 && body.Number(value) is { } number)
            return new CallArgument.Number(number);
        if (type is IArrayTypeSymbol array && Constants.Elements(value) is { } elements && elements.All(element => element.ConstantValue.HasValue))
            return new CallArgument.Constant($"[{string.Join(", ", elements.Select(element => Text(element.ConstantValue.Value, array.ElementType)))}]");
        if (value.ConstantValue.HasValue)
            return new CallArgument.Constant(Text(value.ConstantValue.Value, type));
        if (ReadonlyMember(value) is { } member)
            return new CallArgument.Member(member);
        if (type.SpecialType == SpecialType.System_Boolean)
            return body.Expressions.Decide(value) is { } isTrue ? new CallArgument.Constant(isTrue ? "true" : "false") : null;
        if (value is not IInvalidOperation)
        {
            body.Module.Errors.Unsupported(
                argument.Syntax,
                $"'{argument.Syntax}' for '{argument.Parameter.Name}'",
                "pass a constant, a whole number that the constructor was given, or a readonly field of the module");
        }

        return null;
    }

    /// <summary>How C# writes a constant of a type.</summary>
    public static string Text(object? value, ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
            return $"({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})({Text(value, ((INamedTypeSymbol)type).EnumUnderlyingType!)})";
        return value switch
        {
            null => "null",
            float number => CSharp.Literal(number),
            double number when double.IsNaN(number) => "double.NaN",
            double number when double.IsInfinity(number) => number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity",
            double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!,
        };
    }

    /// <summary>How the module reaches a field or property of its own that never changes; null for anything else.</summary>
    private string? ReadonlyMember(IOperation value) => value switch
    {
        IConversionOperation { Conversion.IsIdentity: true, Operand: var operand } => ReadonlyMember(operand),
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field.IsReadOnly: true, Field.Name: var name } => name,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: { IsIndexer: false, SetMethod: null or { IsInitOnly: true }, Name: var name } } => name,
        _ => null,
    };
}
