using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Turns calls into nodes: of operators and library layers, of other modules, of chains, and of methods of the class, which are inlined.</summary>
internal sealed class CallTracer(BodyTrace body)
{
    private ErrorList Errors => body.Module.Errors;

    public Held Trace(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (IsOfLayer(call))
            return TraceModule(call);
        if (KnownTypes.OperatorOf(method) is "Split" or "Chunk")
            return new PartTracer(body).Cut(call);
        if (KnownTypes.OperatorOf(method) is { } name && IsKnown(name))
            return TraceOperator(call, name, null);
        if (KnownTypes.CustomOperatorOf(method) is not null)
            return new CustomCallTracer(body).Trace(call);
        if (MethodInliner.IsOwn(method, body.Module.Type))
            return new MethodInliner(body).Inline(call);
        Errors.Unsupported(call.Syntax, Unreadable.Call(call, body.Module.Type));
        return new HeldError();
    }

    private static bool IsOfLayer(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "Forward", ContainingType: var type }, Instance: { Type: not ITypeParameterSymbol } and not IInstanceReferenceOperation }
        && (KnownTypes.IsModule(type) || KnownTypes.IsLayer(type));

    /// <summary>Adds the node of an operator.</summary>
    public Held Apply(IOperation operation, string name, string label, IReadOnlyList<Traced> operands, Attributes attributes, Layer? layer)
    {
        if (SequenceTracer.Knows(name))
            return new SequenceTracer(body).Apply(operation, name, label, operands, attributes, layer);
        try
        {
            return Infer(operation, name, label, operands, attributes, layer);
        }
        catch (NotConstantException unknown)
        {
            Errors.Unsupported(operation.Syntax, $"'{unknown.Number}' as an argument of {label}", "pass a number that is known while compiling: a literal or a const");
            return new HeldError();
        }
    }

    private Held Infer(IOperation operation, string name, string label, IReadOnlyList<Traced> operands, Attributes attributes, Layer? layer)
    {
        var parameters = Parameters(name, attributes, layer);
        var inputs = operands.Select(operand => operand.Value).Concat(parameters).ToArray();
        var use = new OperatorCall(
            label,
            inputs.Select(value => value.Shape).ToEquatableArray(),
            operands.Select(operand => operand.Source).Concat(parameters.Select(parameter => parameter.Name)).ToEquatableArray(),
            attributes) { Comparisons = new Comparisons(body.Facts) };
        var making = new Making(operation, name, use, operands, layer);
        var inference = OperatorRegistry.Get(name).Infer(use);
        if (inference.Shape is null)
        {
            Errors.Report(
                inference.DiagnosticId,
                operation.Syntax.GetLocation(),
                layer is null ? [] : [layer.Location],
                new EditWriter(body).Write(inference.Cures, making),
                [Derivation(inference.Arguments[0], operands)]);
            return new HeldError();
        }

        var assumed = use.Comparisons.Assumed.ToArray();
        if (assumed.Length > 0)
        {
            foreach (var assumption in assumed)
                body.Agreement.Assume(assumption, Derivation(assumption.Guard.Message, operands));
            inputs = body.Agreement.Adopt(inputs, [.. assumed.Where(assumption => !assumption.Guard.IsAtMost)]);
            inference = OperatorRegistry.Get(name).Infer(use with { Inputs = inputs.Select(value => value.Shape).ToEquatableArray() });
        }

        if (inference.Warning is { } warning)
            Errors.Warn(warning.DiagnosticId, operation.Syntax.GetLocation(), new EditWriter(body).Write(warning.Cures, making), Derivation(warning.Words, operands));
        var shape = Shape.Of([.. inference.Shape!.Dimensions.Select(body.Facts.Simplify)]);
        var output = body.Graph.Node(name, inputs, attributes, Naming.CamelCase(label), shape, OperatorRegistry.Get(name).Element);
        body.Note(output, making);
        var traced = new Traced(output, operation.Syntax.ToString());
        return new HeldTensor(name == "Flatten" ? traced with { ShapeText = operands[0].FlattenedText(output.Shape) } : traced);
    }

    private static bool IsKnown(string name) => OperatorRegistry.Find(name) is not null || SequenceTracer.Knows(name);

    private Held TraceModule(IInvocationOperation call)
    {
        if (LayerOf(call.Instance!) is not { } layer)
        {
            Errors.Unsupported(call.Syntax, $"the layer of '{call.Syntax}'", "hold the layer in a field: private readonly Linear _layer = new(...);");
            return new HeldError();
        }

        if (layer.IsAbsent)
        {
            Errors.Unsupported(call.Syntax, $"a call of '{layer.Name}' where it is null", $"ask for it before: if ({layer.Name} is not null)");
            return new HeldError();
        }

        if (KnownTypes.IsLayer(layer.Type))
            return NotMade(call, layer);
        if (KnownTypes.IsSequential(layer.Type))
            return TraceChain(call, layer);
        if (KnownTypes.OperatorOf(ForwardOf(call, layer)) is { } name && IsKnown(name))
            return TraceOperator(call, name, layer);
        if (KnownTypes.IsCompiled(layer.Type))
            return Arguments(call) is { } arguments ? new ModuleCallTracer(body).Trace(call, layer, arguments) : new HeldError();
        Errors.Unsupported(
            call.Syntax,
            $"the call '{call.Syntax}'",
            KnownTypes.IsOfApi(layer.Type)
                ? $"the compiler does not know {layer.Type.Name} yet; it can be run eagerly"
                : $"mark the class {layer.Type.Name} with [CompiledModule], so that it can be a part of this one");
        return new HeldError();
    }

    /// <summary>What runs where a layer is called through <c>ILayer</c>: its own Forward.</summary>
    private static IMethodSymbol? ForwardOf(IInvocationOperation call, Layer layer) =>
        KnownTypes.IsLayer(call.TargetMethod.ContainingType) ? layer.Type.GetMembers("Forward").OfType<IMethodSymbol>().FirstOrDefault() : call.TargetMethod;

    private Held TraceChain(IInvocationOperation call, Layer chain)
    {
        if (chain.Written is not { } written)
        {
            Errors.Unsupported(call.Syntax, $"how '{chain.Name}' is made", "write its layers out: new Sequential(new Linear(784, 256), new Relu())");
            return new HeldError();
        }

        Held held = body.Expressions.Tensor(call.Arguments[0].Value) is { } input ? new HeldTensor(input) : new HeldError();
        for (var i = 0; i < written.Count && held is HeldTensor tensor; i++)
            held = TraceLink(call, chain.WrittenElement(i, written[i]), tensor.Traced);
        return held;
    }

    private Held TraceLink(IInvocationOperation call, Layer layer, Traced input)
    {
        if (KnownTypes.IsCompiled(layer.Type))
            return new ModuleCallTracer(body).Trace(call, layer, [input]);
        var forward = layer.Type.GetMembers("Forward").OfType<IMethodSymbol>().FirstOrDefault();
        if (KnownTypes.OperatorOf(forward) is { } name && IsKnown(name))
            return ReadConstructor(call, layer) is { } attributes ? Apply(call, name, layer.Name, [input], attributes, layer) : new HeldError();
        Errors.Unsupported(layer.Location.SourceTree is null ? call.Syntax : layer.Creation!.Syntax, $"'{layer.Type.Name}' in a Sequential", "chain layers of the library and compiled modules");
        return new HeldError();
    }

    /// <summary>The tensors that a call hands over; null where an error was reported.</summary>
    private Traced[]? Arguments(IInvocationOperation call)
    {
        var arguments = call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => body.Expressions.Tensor(argument.Value)).ToArray();
        return arguments.Any(argument => argument is null) ? null : [.. arguments.Select(argument => argument!)];
    }

    private Held TraceOperator(IInvocationOperation call, string name, Layer? layer)
    {
        var attributes = new List<NamedAttribute>();
        var operands = new List<Traced>();
        if (layer is null && call.Instance is { } instance && !Add(operands, body.Expressions.Tensor(instance)))
            return new HeldError();
        foreach (var argument in call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal))
        {
            if (!ReadArgument(argument, operands, attributes))
                return new HeldError();
        }

        if (layer is not null)
        {
            if (ReadConstructor(call, layer) is not { } made)
                return new HeldError();
            attributes.AddRange(made.Items);
        }

        return Apply(call, name, layer?.Name ?? call.TargetMethod.Name, operands, new Attributes(attributes.ToEquatableArray()), layer);
    }

    private bool ReadArgument(IArgumentOperation argument, List<Traced> operands, List<NamedAttribute> attributes)
    {
        var parameter = argument.Parameter!;
        if (parameter.Type is IArrayTypeSymbol { ElementType: var element } && KnownTypes.IsTensor(element))
            return ReadTensors(argument, operands);
        if (!KnownTypes.IsTensor(parameter.Type) && !KnownTypes.IsIndexTensor(parameter.Type))
            return ReadConstant(argument, null, attributes);
        if (parameter.NullableAnnotation != NullableAnnotation.Annotated)
            return Add(operands, body.Expressions.Tensor(argument.Value));
        // An operand that may be left out is a flag too.
        var isGiven = argument.Value.ConstantValue is not { HasValue: true, Value: null };
        attributes.Add(new NamedAttribute(parameter.Name, new AttributeValue.Flag(isGiven)));
        return !isGiven || Add(operands, body.Expressions.Tensor(argument.Value));
    }

    private bool ReadTensors(IArgumentOperation argument, List<Traced> operands)
    {
        if (Constants.Elements(argument.Value) is { } elements)
            return elements.All(element => Add(operands, body.Expressions.Tensor(element)));
        var held = body.Expressions.Evaluate(argument.Value);
        if (held is HeldTuple parts)
            return parts.Items.All(part => Add(operands, (part.Value as HeldTensor)?.Traced));
        return held is not HeldError && Errors.Unsupported(argument.Syntax, $"'{argument.Syntax}'", "write the tensors out: Concat([a, b], dim: 1)");
    }

    /// <summary>The module that an expression gives.</summary>
    public Layer? LayerOf(IOperation instance) => instance switch
    {
        IConversionOperation conversion => LayerOf(conversion.Operand),
        ILocalReferenceOperation local => (body.Find(local.Local) as HeldModule)?.Layer,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list, Arguments: [var index] } when LayerOf(list) is { } layer => Element(layer, index.Value),
        IMemberReferenceOperation { Member: var member } => new Choices(body).Made(body.Module.Layers.Find(member)),
        _ => null,
    };

    private Layer? Element(Layer list, IOperation index)
    {
        if (body.Number(index) is not { } place)
            return null;
        if (list.Written is { } written)
            return place.IsConstant && place.ConstantValue >= 0 && place.ConstantValue < written.Count ? list.WrittenElement((int)place.ConstantValue, written[(int)place.ConstantValue]) : null;
        var hyperparameters = body.Module.Hyperparameters.Known.ToDictionary(known => known.Name, StringComparer.Ordinal);
        var access = place.ToCSharp(symbol => hyperparameters.TryGetValue(symbol, out var known) ? $"_model.{known.Member}" : $"{{{symbol}}}");
        return list.MadeElement(new HeldNumber(place), access);
    }

    /// <summary>What the constructor of a layer was given; null where an error was reported.</summary>
    public Attributes? ReadConstructor(IOperation call, Layer layer)
    {
        if (layer.IsBroken)
        {
            Errors.Excuse();
            return null;
        }

        if (layer.Creation is null)
        {
            NotMade(call, layer);
            return null;
        }

        var attributes = new List<NamedAttribute>();
        return layer.Creation.Arguments.All(argument => ReadConstant(argument, layer, attributes)) ? new Attributes(attributes.ToEquatableArray()) : null;
    }

    private HeldError NotMade(IOperation call, Layer layer)
    {
        Errors.Unsupported(call.Syntax, $"how '{layer.Name}' is made", "create it where it is declared, or once in the one constructor: = new Linear(...)");
        return new HeldError();
    }

    private bool ReadConstant(IArgumentOperation argument, Layer? layer, List<NamedAttribute> attributes)
    {
        var parameter = argument.Parameter!;
        var written = argument.Value;
        if (parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            written = written is IConversionOperation conversion ? conversion.Operand : written;
            // What is left out has no attribute.
            if (written is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } })
                return true;
        }

        if (parameter.Type.SpecialType == SpecialType.System_Boolean && written.ConstantValue is not { HasValue: true })
        {
            if (body.Expressions.Decide(written) is not { } isTrue)
                return false;
            attributes.Add(new NamedAttribute(parameter.Name, new AttributeValue.Flag(isTrue)));
            return true;
        }

        if (new AttributeReader(body, layer).Read(written, parameter.Type) is not { } value)
        {
            return argument.Value is not IInvalidOperation && Errors.Unsupported(
                argument.Syntax,
                $"'{argument.Syntax}' for '{parameter.Name}'",
                "pass a value that is known when the model is made: a literal, a const, or a number that the constructor was given and a member holds");
        }

        attributes.Add(new NamedAttribute(parameter.Name, value));
        return true;
    }

    /// <summary>The sentence, and where the operands' shapes come from, as far as it does not say so itself.</summary>
    public string Derivation(string sentence, IReadOnlyList<Traced> operands)
    {
        string[] origins =
        [
            .. operands.Concat(body.Module.Inputs.Where(input => !operands.Any(operand => operand.Value.Id == input.Value.Id)))
                .Where(operand => operand.Value.Kind != ValueKind.Constant)
                .Select(operand => (Text: $"{operand.Source} is {operand.ShapeText}", IsSaid: sentence.Contains($"{operand.Source} {operand.ShapeText}")))
                .Where(origin => !origin.IsSaid)
                .Select(origin => origin.Text)
                .Distinct(),
        ];
        return origins.Length == 0 ? sentence : $"{sentence} ({string.Join(", ", origins)})";
    }

    private IReadOnlyList<Value> Parameters(string name, Attributes attributes, Layer? layer) => layer is null
        ? []
        : [.. OperatorRegistry.Get(name).Parameters(attributes).Select(parameter =>
            body.Graph.Parameter(Naming.CamelCase(layer.Name) + parameter.Member, parameter.Shape, $"{layer.Access}.{parameter.Member}", parameter.IsTrained && !layer.IsFrozen))];

    private static bool Add(List<Traced> operands, Traced? operand)
    {
        if (operand is null)
            return false;
        operands.Add(operand);
        return true;
    }
}
