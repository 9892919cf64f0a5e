using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads expressions that are no tensors, as far as they are known while compiling.</summary>
/// <param name="hyperparameters">What the constructor was given.</param>
/// <param name="layers">The modules of the class, whose counts are numbers too.</param>
internal sealed class NumberReader(Hyperparameters hyperparameters, LayerTable layers)
{
    /// <summary>What an expression is; null where it is not known.</summary>
    public Held? Read(IOperation operation, Scope scope) => ReadWhole(operation, scope)
        ?? (IsReal(operation.Type) && new RealReader(hyperparameters, this).Read(operation, scope) is { } text ? new HeldReal(text) : null);

    /// <summary>The same for what is no arithmetic of real numbers.</summary>
    public Held? ReadWhole(IOperation operation, Scope scope)
    {
        if (operation.ConstantValue is { HasValue: true, Value: { } constant })
            return constant is int or long or short or byte ? new HeldNumber(Convert.ToInt64(constant)) : new HeldConstant(constant);
        return operation switch
        {
            IConversionOperation { OperatorMethod: null } conversion when !IsReal(conversion.Type) || IsReal(conversion.Operand.Type) => Read(conversion.Operand, scope),
            IParenthesizedOperation parenthesized => Read(parenthesized.Operand, scope),
            ILocalReferenceOperation local => Known(scope.Look(local.Local)),
            IParameterReferenceOperation parameter => Known(scope.Look(parameter.Parameter)) ?? hyperparameters.Find(parameter.Parameter),
            IFieldReferenceOperation field => hyperparameters.Find(field.Field),
            IPropertyReferenceOperation property => Property(property, scope),
            IImplicitIndexerReferenceOperation fromEnd => ShapeOf(fromEnd.Instance, scope) is { } lengths ? Length(lengths, fromEnd.Argument, scope) : null,
            IArrayElementReferenceOperation { Indices: [var index] } element => Element(element.ArrayReference, index, scope),
            IBinaryOperation binary when !IsReal(binary.Type) => Binary(binary, scope),
            _ => null,
        };
    }

    private static bool IsReal(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    private static Held? Known(Held? held) => held is HeldNumber or HeldList or HeldConstant or HeldReal ? held : null;

    /// <summary>The whole number that an expression is; null where it is not known.</summary>
    public Dimension? Number(IOperation operation, Scope scope) => (Read(operation, scope) as HeldNumber)?.Value;

    private Held? Property(IPropertyReferenceOperation property, Scope scope)
    {
        if (property is { Property.IsIndexer: true, Arguments: [{ Value: var axis }] } && ShapeOf(property.Instance, scope) is { } lengths)
            return Length(lengths, axis, scope);
        if (property.Property.Name == "Rank" && ShapeOf(property.Instance, scope) is { } shape)
            return new HeldNumber(shape.Rank);
        if (property.Property.Name is "Length" or "Count" && property.Instance is { } instance)
        {
            if (instance is ILocalReferenceOperation local && scope.Look(local.Local) is HeldTuple several)
                return new HeldNumber(several.Items.Count);
            if (Read(instance, scope) is HeldList list)
                return new HeldNumber(Dimension.Symbol(Hyperparameters.LengthOf(list.Name)));
            if (instance is IMemberReferenceOperation { Member: var member } && layers.Find(member)?.Count is { } count)
                return Read(count, scope);
        }

        // What a layer was made with, under the name of the constructor's parameter: _hidden.OutFeatures.
        if (property.Instance is IMemberReferenceOperation { Member: var field } && layers.Find(field) is { Creation: { } creation } layer
            && creation.Arguments.FirstOrDefault(argument => argument.Parameter!.Name == Naming.CamelCase(property.Property.Name)) is { } given
            && SymbolEqualityComparer.Default.Equals(given.Parameter!.Type, property.Type))
        {
            return Read(given.Value, layer.Scope);
        }

        return hyperparameters.Find(property.Property);
    }

    /// <summary>The shape of a tensor that a variable holds: <c>x.Shape</c>.</summary>
    private static Shape? ShapeOf(IOperation? operation, Scope scope) => operation is IPropertyReferenceOperation { Property.Name: "Shape", Instance: { } tensor } && KnownTypes.IsTensor(tensor.Type)
        ? tensor switch
        {
            ILocalReferenceOperation local => (scope.Look(local.Local) as HeldTensor)?.Traced.Value.Shape,
            IParameterReferenceOperation parameter => (scope.Look(parameter.Parameter) as HeldTensor)?.Traced.Value.Shape,
            _ => null,
        }
        : null;

    private HeldNumber? Length(Shape shape, IOperation axis, Scope scope)
    {
        var place = axis is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var fromEnd }
            ? Number(fromEnd, scope) is { } back ? shape.Rank - back : null
            : Number(axis, scope);
        return place is { IsConstant: true } && place.ConstantValue >= 0 && place.ConstantValue < shape.Rank ? new HeldNumber(shape[(int)place.ConstantValue]) : null;
    }

    private Held? Element(IOperation array, IOperation index, Scope scope)
    {
        if (Read(array, scope) is not HeldList list)
            return null;
        var place = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var fromEnd } && Number(fromEnd, scope) is { } back
            ? Dimension.Symbol(Hyperparameters.LengthOf(list.Name)) - back
            : Number(index, scope);
        return place is null ? null : new HeldNumber(Dimension.Element(list.Name, place));
    }

    private Held? Binary(IBinaryOperation binary, Scope scope)
    {
        if (binary.OperatorMethod is not null || Number(binary.LeftOperand, scope) is not { } left || Number(binary.RightOperand, scope) is not { } right)
            return null;
        return Combine(binary.OperatorKind, left, right) is { } combined ? new HeldNumber(combined) : null;
    }

    /// <summary>What arithmetic makes of two whole numbers; null for an operator that it has not.</summary>
    public static Dimension? Combine(BinaryOperatorKind kind, Dimension left, Dimension right) => kind switch
    {
        BinaryOperatorKind.Add => left + right,
        BinaryOperatorKind.Subtract => left - right,
        BinaryOperatorKind.Multiply => left * right,
        BinaryOperatorKind.Divide when !right.Equals(0) => Dimension.FloorDivide(left, right),
        BinaryOperatorKind.Remainder when !right.Equals(0) => Dimension.Modulo(left, right),
        _ => null,
    };
}
