using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Turns parameters and buffers that <c>Forward</c> uses as tensors into values: those of the class, and those of its layers.</summary>
internal sealed class StateTracer(BodyTrace body)
{
    private ErrorList Errors => body.Module.Errors;

    /// <summary>Whether an expression gives a parameter or a buffer.</summary>
    public static bool IsState(IOperation operation) => KnownTypes.IsParameter(operation.Type) || KnownTypes.IsTensorBuffer(operation.Type);

    public Held Trace(IMemberReferenceOperation state) =>
        new Choices(body).Made(body.Module.Layers.Find(state.Member)) is { } own ? Own(state, own)
        : state.Instance is { } instance && new CallTracer(body).LayerOf(instance) is { } layer ? OfLayer(state, layer)
        : Unknown(state);

    private Held Own(IMemberReferenceOperation state, Layer own)
    {
        if (own.Creation?.Arguments.FirstOrDefault()?.Value is not { } lengths || Constants.Elements(lengths) is not { } elements)
            return Unknown(state);
        var shape = elements.Select(element => body.Module.Numbers.Number(element, own.Scope)).ToArray();
        if (shape.Any(length => length is null))
            return Unknown(state);
        var isTrained = KnownTypes.IsParameter(own.Type) && !own.IsFrozen;
        return Held(state, body.Graph.Parameter(Naming.CamelCase(own.Name), Shape.Of([.. shape.Select(length => length!)]), own.Access, isTrained));
    }

    private Held OfLayer(IMemberReferenceOperation state, Layer layer)
    {
        var forward = layer.Type.GetMembers("Forward").OfType<IMethodSymbol>().FirstOrDefault();
        if (KnownTypes.OperatorOf(forward) is not { } name || OperatorRegistry.Find(name) is not { } known)
            return Unknown(state);
        if (new CallTracer(body).ReadConstructor(state, layer) is not { } attributes)
            return new HeldError();
        if (known.Parameters(attributes).FirstOrDefault(parameter => parameter.Member == state.Member.Name) is not { } parameter)
            return Unknown(state);
        var value = body.Graph.Parameter(Naming.CamelCase(layer.Name) + parameter.Member, parameter.Shape, $"{layer.Access}.{parameter.Member}", parameter.IsTrained && !layer.IsFrozen);
        return parameter.Layout switch
        {
            ParameterLayout.Transposed => Transposed(state, value),
            ParameterLayout.Convolution => Packed(state, layer),
            _ => Held(state, value),
        };
    }

    private HeldError Packed(IMemberReferenceOperation state, Layer layer)
    {
        Errors.Unsupported(
            state.Syntax,
            $"'{state.Syntax}' as a tensor",
            $"{layer.Name} keeps its weight in the order of the convolution kernels: hold the weight as a Parameter of your own and call Conv2d(x, weight)");
        return new HeldError();
    }

    /// <summary>The user sees the order of PyTorch, whatever the layout.</summary>
    private Held Transposed(IMemberReferenceOperation state, Value stored) =>
        Held(state, body.Graph.Node("Transpose", [stored], Attributes.Of(("dim0", 0), ("dim1", 1)), Naming.CamelCase(state.Member.Name), Shape.Of(stored.Shape[1], stored.Shape[0])));

    private static Held Held(IMemberReferenceOperation state, Value value) => new HeldTensor(new Traced(value, state.Syntax.ToString()));

    private Held Unknown(IMemberReferenceOperation state)
    {
        Errors.Unsupported(state.Syntax, $"'{state.Syntax}'", "create it where it is declared, with its lengths written out: new Parameter([width], Initializer.Ones)");
        return new HeldError();
    }
}
