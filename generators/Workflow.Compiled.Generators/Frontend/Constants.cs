using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads arguments that are known while compiling.</summary>
internal static class Constants
{
    /// <summary>The constant that an argument passes; null where it is not known while compiling.</summary>
    public static AttributeValue? Read(IOperation operation, ITypeSymbol type) =>
        operation.ConstantValue is { HasValue: true, Value: { } value } ? Scalar(value, type) : null;

    /// <summary>The number that an operand of an arithmetic operator is; null where it is not known while compiling.</summary>
    public static float? Number(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: IConvertible value } && value is not (string or char or bool)
            ? value.ToSingle(CultureInfo.InvariantCulture)
            : null;

    /// <summary>The number that a variable holds; null where it is not known while compiling.</summary>
    public static float? Number(Held? held) => held switch
    {
        HeldNumber { Value: { IsConstant: true } whole } => whole.ConstantValue,
        HeldConstant { Value: (float or double) and var real } => Convert.ToSingle(real, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A constant as an attribute; null where it can be none.</summary>
    public static AttributeValue? Scalar(object value, ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
            return EnumMember(value, type);
        return value switch
        {
            bool flag => new AttributeValue.Flag(flag),
            int or long or short or byte => new AttributeValue.Whole(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            float or double => new AttributeValue.Real(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    private static AttributeValue? EnumMember(object value, ITypeSymbol type)
    {
        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        return member is null ? null : new AttributeValue.Choice(member.Name);
    }

    /// <summary>The elements of an array or collection that is written out.</summary>
    public static IReadOnlyList<IOperation>? Elements(IOperation operation) => operation switch
    {
        IConversionOperation conversion when !conversion.ConstantValue.HasValue => Elements(conversion.Operand),
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        IArrayCreationOperation { DimensionSizes: [{ ConstantValue: { HasValue: true, Value: 0 } }] } => [],
        ICollectionExpressionOperation collection => collection.Elements,
        ITupleOperation tuple => tuple.Elements,
        _ => null,
    };
}
