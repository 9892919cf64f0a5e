using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Turns expressions of type Tensor into nodes of the graph.</summary>
internal sealed class ExpressionTracer(GraphTrace graph, LayerTable layers, Traced input, ErrorList errors)
{
    /// <summary>The tensor that an expression is; null where an error was reported.</summary>
    public Traced? Trace(IOperation operation, IReadOnlyDictionary<ISymbol, Traced> variables)
    {
        switch (operation)
        {
            case IConversionOperation { Conversion.IsIdentity: true } conversion:
                return Trace(conversion.Operand, variables);
            case ILocalReferenceOperation local:
                return Variable(local.Local, operation, variables);
            case IParameterReferenceOperation parameter:
                return Variable(parameter.Parameter, operation, variables);
            case IInvocationOperation invocation:
                return Call(invocation, variables);
            case IBinaryOperation { OperatorMethod: { } method } binary:
                return Arithmetic(binary, method, [binary.LeftOperand, binary.RightOperand], variables);
            case IUnaryOperation { OperatorMethod: { } method } unary:
                return Arithmetic(unary, method, [unary.Operand], variables);
            case IInvalidOperation:
                // The C# compiler has its own error here.
                return null;
            default:
                errors.Unsupported(
                    operation.Syntax,
                    $"'{operation.Syntax}'",
                    "use variables, calls of layers (_layer.Forward(x)), functions marked [Operator] and + - * /");
                return null;
        }
    }

    /// <summary>The tensor that <c>x += y</c> and its like assign.</summary>
    public Traced? TraceCompound(ICompoundAssignmentOperation assignment, IReadOnlyDictionary<ISymbol, Traced> variables)
    {
        if (assignment.OperatorMethod is { } method)
            return Arithmetic(assignment, method, [assignment.Target, assignment.Value], variables);
        errors.Unsupported(assignment.Syntax, $"'{assignment.Syntax}'", "write the operation out: x = x + y");
        return null;
    }

    /// <summary>Names a value after the variable that holds it.</summary>
    public Traced Name(Traced traced, string variable)
    {
        var isInput = traced.Value.Id == input.Value.Id;
        return isInput ? traced : traced with { Value = graph.Rename(traced.Value, variable), Source = variable };
    }

    private Traced? Variable(ISymbol variable, IOperation operation, IReadOnlyDictionary<ISymbol, Traced> variables)
    {
        if (variables.TryGetValue(variable, out var held))
            return held with { Source = operation.Syntax.ToString() };
        errors.Unsupported(operation.Syntax, $"'{operation.Syntax}'", "give the variable a tensor before it is used");
        return null;
    }

    private Traced? Arithmetic(
        IOperation operation, IMethodSymbol method, IReadOnlyList<IOperation> operands, IReadOnlyDictionary<ISymbol, Traced> variables)
    {
        if (KnownTypes.OperatorOf(method) is not { } name)
        {
            errors.Unsupported(operation.Syntax, $"the operator of '{operation.Syntax}'", "use + - * / between tensors and numbers");
            return null;
        }

        var traced = operands.Select(operand => Operand(operand, variables)).ToArray();
        return traced.Any(operand => operand is null) ? null : Apply(operation, name, name, traced!, Attributes.None, null);
    }

    private Traced? Operand(IOperation operand, IReadOnlyDictionary<ISymbol, Traced> variables)
    {
        if (KnownTypes.IsTensor(operand.Type))
            return Trace(operand, variables);
        if (Constants.Number(operand) is { } number)
            return new Traced(graph.Constant(number), operand.Syntax.ToString());
        errors.Unsupported(operand.Syntax, $"'{operand.Syntax}'", "combine a tensor with a tensor or with a number that is known while compiling");
        return null;
    }

    private Traced? Call(IInvocationOperation call, IReadOnlyDictionary<ISymbol, Traced> variables)
    {
        var layer = LayerOf(call);
        if (KnownTypes.OperatorOf(call.TargetMethod) is not { } name || OperatorRegistry.Find(name) is null)
        {
            errors.Unsupported(
                call.Syntax,
                $"the call '{call.Syntax}'",
                $"{call.TargetMethod.Name} is not an operator of the compiler; use the layers and functions that are marked [Operator]");
            return null;
        }

        if (KnownTypes.IsModule(call.TargetMethod.ContainingType) && layer is null)
        {
            errors.Unsupported(call.Syntax, $"the layer of '{call.Syntax}'", "hold the layer in a field: private readonly Linear _layer = new(...);");
            return null;
        }

        var attributes = new List<NamedAttribute>();
        var operands = new List<Traced>();
        if (layer is null && call.Instance is { } instance && !Add(operands, Trace(instance, variables)))
            return null;
        foreach (var argument in call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal))
        {
            var isRead = KnownTypes.IsTensor(argument.Parameter!.Type)
                ? Add(operands, Trace(argument.Value, variables))
                : ReadConstant(argument, attributes);
            if (!isRead)
                return null;
        }

        if (layer is not null && !ReadConstructor(call, layer, attributes))
            return null;
        return Apply(call, name, layer?.Member.Name ?? call.TargetMethod.Name, operands, new Attributes(attributes.ToEquatableArray()), layer);
    }

    private Layer? LayerOf(IInvocationOperation call) =>
        call.Instance is IMemberReferenceOperation { Member: var member } ? layers.Find(member) : null;

    private bool ReadConstructor(IInvocationOperation call, Layer layer, List<NamedAttribute> attributes)
    {
        if (layer.Creation is null)
        {
            return errors.Unsupported(
                call.Syntax,
                $"how '{layer.Member.Name}' is made",
                "create it where it is declared, or once in the one constructor: = new Linear(...)");
        }

        return layer.Creation.Arguments.All(argument => ReadConstant(argument, attributes));
    }

    private bool ReadConstant(IArgumentOperation argument, List<NamedAttribute> attributes)
    {
        var parameter = argument.Parameter!;
        if (Constants.Read(argument.Value, parameter.Type) is { } constant)
        {
            attributes.Add(new NamedAttribute(parameter.Name, constant));
            return true;
        }

        return argument.Value is not IInvalidOperation && errors.Unsupported(
            argument.Syntax,
            $"'{argument.Syntax}' for '{parameter.Name}'",
            "pass a value that is known while compiling: a literal or a const");
    }

    private Traced? Apply(
        IOperation operation,
        string name,
        string label,
        IReadOnlyList<Traced> operands,
        Attributes attributes,
        Layer? layer)
    {
        var parameters = Parameters(name, attributes, layer);
        var inputs = operands.Select(operand => operand.Value).Concat(parameters).ToArray();
        var inference = OperatorRegistry.Get(name).Infer(new OperatorCall(
            label,
            inputs.Select(value => value.Shape).ToEquatableArray(),
            operands.Select(operand => operand.Source).Concat(parameters.Select(parameter => parameter.Name)).ToEquatableArray(),
            attributes));
        if (inference.Shape is null)
        {
            errors.Report(
                inference.DiagnosticId,
                operation.Syntax.GetLocation(),
                layer is null ? [] : [layer.Location],
                [Derivation(inference.Arguments[0], operands)]);
            return null;
        }

        var output = graph.Node(name, inputs, attributes, Naming.CamelCase(label), inference.Shape);
        var traced = new Traced(output, operation.Syntax.ToString());
        return name == "Flatten" ? traced with { ShapeText = operands[0].FlattenedText(inference.Shape) } : traced;
    }

    /// <summary>The sentence, and where the operands' shapes come from, as far as it does not say so itself.</summary>
    private string Derivation(string sentence, IReadOnlyList<Traced> operands)
    {
        string[] origins =
        [
            .. operands.Append(input with { Source = input.Value.Name })
                .Where(operand => operand.Value.Kind != ValueKind.Constant)
                .Select(operand => (Text: $"{operand.Source} is {operand.ShapeText}", IsSaid: sentence.Contains($"{operand.Source} {operand.ShapeText}")))
                .Where(origin => !origin.IsSaid)
                .Select(origin => origin.Text)
                .Distinct(),
        ];
        return origins.Length == 0 ? sentence : $"{sentence} ({string.Join(", ", origins)})";
    }

    private IReadOnlyList<Value> Parameters(string name, Attributes attributes, Layer? layer)
    {
        if (layer is null)
            return [];
        var member = layer.Member.Name;
        return layer.Parameters ??=
        [
            .. OperatorRegistry.Get(name).Parameters(attributes).Select(parameter =>
                graph.Parameter(Naming.CamelCase(member) + parameter.Member, parameter.Shape, $"{member}.{parameter.Member}")),
        ];
    }

    private static bool Add(List<Traced> operands, Traced? operand)
    {
        if (operand is null)
            return false;
        operands.Add(operand);
        return true;
    }
}
