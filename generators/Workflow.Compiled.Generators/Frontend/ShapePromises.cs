using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>
/// Checks <c>[Shape]</c> on the methods that <c>Forward</c> calls. A name is that of a constructor's parameter or of a length of Forward's inputs; any other
/// one stands for the length that it has where it is first met, and for the same from then on.
/// </summary>
internal sealed class ShapePromises(BodyTrace body)
{
    /// <summary>Whether what a method was given or gives may have the shape that it names.</summary>
    /// <param name="attributes">Those of the parameter or of the result.</param>
    /// <param name="held">What it is.</param>
    /// <param name="place">Where an error is reported.</param>
    /// <param name="words">The sentence, of which the shape that is promised and the one that is given are missing.</param>
    public bool Check(IEnumerable<AttributeData> attributes, Held held, Location place, Func<string, string, string> words)
    {
        if (held is not HeldTensor { Traced: var actual } || KnownTypes.ShapeOf(attributes) is not { } attribute)
            return true;
        var written = attribute.ApplicationSyntaxReference!.GetSyntax(body.Module.Cancellation);
        if (ShapeReader.Read(attribute) is not { } shape)
            return body.Module.Errors.Unsupported(written, "this shape", "give each axis a name, a length of at least 1, or an expression of names: [Shape(\"batch\", 784)]");
        var shapes = actual.Value.Shape;
        if (shape.Rank == shapes.Rank)
            Name(shape, shapes);
        if (Unnamed(shape) is { } unnamed && shape.Rank == shapes.Rank)
            return body.Module.Errors.Unsupported(written, $"the length '{unnamed}'", "name it alone as an axis before it is used in an expression");
        var promised = Shape.Of([.. shape.Dimensions.Select(length => length.Substitute(Find))]);
        var sentence = words(promised.ToString(), $"{actual.Source} is {actual.ShapeText}");
        if (!body.Agreement.MayBe(promised, shapes))
            return body.Module.Errors.Report(DiagnosticIds.FeatureMismatch, place, [written.GetLocation()], [sentence]);
        body.Agreement.Assume(promised, shapes, sentence);
        return true;
    }

    private void Name(Shape shape, Shape actual)
    {
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis].Symbols.FirstOrDefault() is { } symbol && shape[axis].Equals(Dimension.Symbol(symbol)) && IsUnnamed(symbol))
                body.Module.NamedLengths[symbol] = actual[axis];
        }
    }

    private string? Unnamed(Shape shape) => shape.Dimensions.SelectMany(length => length.Symbols).FirstOrDefault(IsUnnamed);

    private bool IsUnnamed(string symbol) => !body.Module.Hyperparameters.IsParameter(symbol) && Find(symbol) is null
        && !body.Module.Inputs.Any(input => input.Value.Shape.Dimensions.Any(length => length.Symbols.Contains(symbol)));

    private Dimension? Find(string symbol) => body.Module.NamedLengths.TryGetValue(symbol, out var named) ? named : null;
}
