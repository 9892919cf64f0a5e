using System.Globalization;
using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads arguments that are no tensors: of functions, and of the constructors of layers.</summary>
/// <param name="body">Where the call stands.</param>
/// <param name="layer">The layer whose constructor has the argument; null for a function.</param>
internal sealed class AttributeReader(BodyTrace body, Layer? layer)
{
    /// <summary>The value; null where it is not known when the model is made.</summary>
    public AttributeValue? Read(IOperation operation, ITypeSymbol type)
    {
        if (Constants.Elements(operation) is { } elements)
            return List(elements);
        if (Constants.Read(operation, type) is { } constant)
            return constant;
        var held = layer is null ? body.Read(operation) : body.Module.Numbers.Read(operation, layer.Scope);
        return held switch
        {
            HeldNumber number => new AttributeValue.Whole(number.Value),
            HeldConstant known => Constants.Scalar(known.Value, type),
            HeldReal real => new AttributeValue.Given(real.Text),
            _ => null,
        };
    }

    private AttributeValue? List(IReadOnlyList<IOperation> elements)
    {
        if (elements.Count > 0 && elements.All(element => element.ConstantValue is { HasValue: true, Value: float or double }))
            return new AttributeValue.Reals(elements.Select(element => Convert.ToDouble(element.ConstantValue.Value, CultureInfo.InvariantCulture)).ToEquatableArray());
        var numbers = elements.Select(element => layer is null ? body.Number(element) : body.Module.Numbers.Number(element, layer.Scope)).ToArray();
        return numbers.Any(number => number is null) ? null : new AttributeValue.List(numbers.Select(number => number!).ToEquatableArray());
    }
}
