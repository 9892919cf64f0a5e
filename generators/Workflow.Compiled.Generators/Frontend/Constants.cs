using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads arguments that are known while compiling.</summary>
internal static class Constants
{
    /// <summary>The constant that an argument passes; null where it is not known while compiling.</summary>
    public static AttributeValue? Read(IOperation operation, ITypeSymbol type)
    {
        if (Elements(operation) is { } elements)
            return List(elements);
        return operation.ConstantValue is { HasValue: true, Value: { } value } ? Scalar(value, type) : null;
    }

    /// <summary>The number that an operand of an arithmetic operator is; null where it is not known while compiling.</summary>
    public static float? Number(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: IConvertible value } && value is not (string or char or bool)
            ? value.ToSingle(CultureInfo.InvariantCulture)
            : null;

    private static AttributeValue? Scalar(object value, ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
            return EnumMember(value, type);
        return value switch
        {
            bool flag => new AttributeValue.Flag(flag),
            int or long or short or byte => new AttributeValue.Whole(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            float or double => new AttributeValue.Real(Convert.ToSingle(value, CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    private static AttributeValue? EnumMember(object value, ITypeSymbol type)
    {
        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        return member is null ? null : new AttributeValue.Choice(member.Name);
    }

    private static AttributeValue? List(IReadOnlyList<IOperation> elements)
    {
        var values = new List<Dimension>();
        foreach (var element in elements)
        {
            if (element.ConstantValue is not { HasValue: true, Value: int value })
                return null;
            values.Add(value);
        }

        return new AttributeValue.List(values.ToEquatableArray());
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
