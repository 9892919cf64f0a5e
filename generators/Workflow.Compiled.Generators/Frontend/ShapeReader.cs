using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads <c>[Shape("batch", 784)]</c>.</summary>
internal static class ShapeReader
{
    /// <summary>The shape; null where an element is neither a length of at least 1 nor an expression of names.</summary>
    public static Shape? Read(AttributeData attribute)
    {
        var dimensions = new List<Dimension>();
        foreach (var element in attribute.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values : [argument]))
        {
            Dimension? dimension = element.Value switch
            {
                int length and > 0 => length,
                string text => ShapeExpression.Read(text),
                _ => null,
            };
            if (dimension is null)
                return null;
            dimensions.Add(dimension);
        }

        return Shape.Of([.. dimensions]);
    }
}
