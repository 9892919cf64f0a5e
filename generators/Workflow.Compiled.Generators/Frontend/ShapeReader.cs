using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads <c>[Shape("batch", 784)]</c>.</summary>
internal static class ShapeReader
{
    /// <summary>The shape; null where an element is neither a length of at least 1 nor an expression of names.</summary>
    public static Shape? Read(AttributeData attribute)
    {
        var lengths = Elements(attribute).Select(Length).ToArray();
        return lengths.Any(length => length is null) ? null : Shape.Of([.. lengths.Select(length => length!)]);
    }

    /// <summary>What the attribute was given.</summary>
    public static IEnumerable<TypedConstant> Elements(AttributeData attribute) =>
        attribute.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array && !argument.IsNull ? argument.Values : [argument]);

    /// <summary>One length; null where it is neither a number of at least 1 nor an expression of names.</summary>
    public static Dimension? Length(TypedConstant element) => element.Kind == TypedConstantKind.Array ? null : element.Value switch
    {
        int length and > 0 => length,
        string text => ShapeExpression.Read(text),
        _ => null,
    };
}
