using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Turns expressions into what they hold: tensors become nodes of the graph.</summary>
internal sealed class ExpressionTracer(BodyTrace body)
{
    /// <summary>The links of chains whose ends wait for them.</summary>
    private readonly Dictionary<IOperation, Held> _links = [];

    private ErrorList Errors => body.Module.Errors;

    /// <summary>What an expression is; an error where one was reported.</summary>
    public Held Evaluate(IOperation operation)
    {
        if (_links.TryGetValue(operation, out var known))
        {
            _links.Remove(operation);
            return known;
        }

        // From the inside out: a chain may be longer than the stack is deep.
        foreach (var link in OperandChain.Below(operation))
            _links[link] = EvaluateLink(link);
        return EvaluateLink(operation);
    }

    private Held EvaluateLink(IOperation operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (operation)
        {
            case IConversionOperation { Conversion.IsIdentity: true } conversion:
                return Evaluate(conversion.Operand);
            case IConversionOperation { Operand: var state } when StateTracer.IsState(state):
                return Evaluate(state);
            case IMemberReferenceOperation state when StateTracer.IsState(state):
                return new StateTracer(body).Trace(state);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case IConversionOperation { Operand: ICollectionExpressionOperation or IArrayCreationOperation } or IArrayCreationOperation when TensorsOf(operation) is { } tensors:
                return new HeldTuple(tensors.Select(tensor => new HeldItem(Evaluate(tensor))).ToEquatableArray());
            case ITupleOperation tuple:
                return new HeldTuple(tuple.Elements.Select(element => new HeldItem(Evaluate(element))).ToEquatableArray());
            case IConditionalOperation { WhenFalse: { } otherwise } condition:
                return Decide(condition.Condition) is not { } isTrue ? new HeldError() : Evaluate(isTrue ? condition.WhenTrue : otherwise);
            case ILocalReferenceOperation local when body.Find(local.Local) is { } held:
                return Named(held, operation);
            case IParameterReferenceOperation parameter when body.Find(parameter.Parameter) is { } held:
                return Named(held, operation);
            case IInvocationOperation invocation:
                return new CallTracer(body).Trace(invocation);
            case IPropertyReferenceOperation { Property.GetMethod: { } getter } reference when KnownTypes.OperatorOf(getter) == "Index":
                return new PartTracer(body).Index(reference);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element when KnownTypes.IsTensor(element.Type):
                return new PartTracer(body).Element(element);
            case IBinaryOperation { OperatorMethod: { } method } binary:
                return Arithmetic(binary, method, [binary.LeftOperand, binary.RightOperand]);
            case IUnaryOperation { OperatorMethod: { } method } unary:
                return Arithmetic(unary, method, [unary.Operand]);
            case IInvalidOperation:
                // The C# compiler has its own error here.
                Errors.Excuse();
                return new HeldError();
            default:
                return body.Read(operation) ?? Unknown(operation);
        }
    }

    /// <summary>The elements of an array of tensors that is written out.</summary>
    private static IReadOnlyList<IOperation>? TensorsOf(IOperation array) =>
        array.Type is IArrayTypeSymbol { ElementType: var element } && KnownTypes.IsTensor(element) ? Constants.Elements(array) : null;

    /// <summary>The tensor that an expression is; null where an error was reported.</summary>
    public Traced? Tensor(IOperation operation)
    {
        var held = Evaluate(operation);
        if (held is HeldTensor tensor)
            return tensor.Traced with { Operation = operation };
        if (held is not HeldError)
            Errors.Unsupported(operation.Syntax, $"'{operation.Syntax}'", "a tensor is needed here");
        return null;
    }

    /// <summary>What <c>x += y</c> and its like assign.</summary>
    public Held Compound(ICompoundAssignmentOperation assignment)
    {
        if (assignment.OperatorMethod is { } method)
            return Arithmetic(assignment, method, [assignment.Target, assignment.Value]);
        if (body.Number(assignment.Target) is { } target && body.Number(assignment.Value) is { } value && NumberReader.Combine(assignment.OperatorKind, target, value) is { } number)
            return new HeldNumber(number);
        Errors.Unsupported(assignment.Syntax, $"'{assignment.Syntax}'", "write the operation out: x = x + y");
        return new HeldError();
    }

    /// <summary>Names a value after the variable that holds it.</summary>
    public Traced Name(Traced traced, string variable) => traced.Value.Kind == ValueKind.Intermediate
        ? traced with { Value = body.Graph.Rename(traced.Value, variable), Source = variable }
        : traced;

    /// <summary>Whether a condition holds on the path that is traced; null where an error was reported.</summary>
    public bool? Decide(IOperation condition)
    {
        if (Known(condition) is { } known)
            return known;
        Errors.Unsupported(condition.Syntax, $"the condition '{condition.Syntax}'", "conditions may depend on constants and on what the constructor was given, not on data; use Where");
        return null;
    }

    /// <summary>The same; null where it cannot be known while compiling.</summary>
    public bool? Known(IOperation condition) => condition switch
    {
        { ConstantValue: { HasValue: true, Value: bool constant } } => constant,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => !Known(operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => Known(both.LeftOperand) is true ? Known(both.RightOperand) : Known(both.LeftOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => Known(either.LeftOperand) is false ? Known(either.RightOperand) : Known(either.LeftOperand),
        _ => new Choices(body).IsNull(condition) ?? (condition as IBinaryOperation is { } binary ? Compare(binary) : null) ?? Taken(condition),
    };

    /// <summary>How the path goes on where a condition is decided by what the constructor was given; a half-typed one may be no condition yet. <c>x != y</c> is decided with <c>x == y</c>.</summary>
    private bool? Taken(IOperation condition)
    {
        if (condition.Type?.SpecialType != SpecialType.System_Boolean || !condition.DescendantsAndSelf().All(IsConstructors))
            return null;
        var unequal = condition as IBinaryOperation is { OperatorKind: BinaryOperatorKind.NotEquals } binary ? binary : null;
        var text = unequal is null ? condition.Syntax.ToString() : $"{unequal.LeftOperand.Syntax} == {unequal.RightOperand.Syntax}";
        return body.Module.Decide(text, isTrue => Stated(condition, isTrue == unequal is null)) == unequal is null;
    }

    /// <summary>What a condition says of lengths where it is true, or false.</summary>
    private Guard? Stated(IOperation condition, bool isTrue) =>
        condition is IBinaryOperation binary && body.Number(binary.LeftOperand) is { } left && body.Number(binary.RightOperand) is { } right
            ? Relation.Stated(isTrue ? binary.OperatorKind : Relation.Opposite(binary.OperatorKind), left, right, "")
            : null;

    private bool? Compare(IBinaryOperation binary) =>
        body.Number(binary.LeftOperand) is { } left && body.Facts.Given(left) is { IsConstant: true } l
        && body.Number(binary.RightOperand) is { } right && body.Facts.Given(right) is { IsConstant: true } r
            ? Relation.Decide(binary.OperatorKind, l.ConstantValue, r.ConstantValue)
            : null;

    /// <summary>Whether an operation only looks at constants, fields, and parameters of the constructor.</summary>
    private bool IsConstructors(IOperation operation) => operation switch
    {
        IParameterReferenceOperation parameter => body.Module.Hyperparameters.IsPrimary && SymbolEqualityComparer.Default.Equals(parameter.Parameter.ContainingSymbol, body.Module.Hyperparameters.Constructor),
        IFieldReferenceOperation field => field.Field.IsConst || field.Field.IsReadOnly,
        IPropertyReferenceOperation property => property.Property.SetMethod is null or { IsInitOnly: true } && !KnownTypes.IsTensor(property.Property.Type),
        ILiteralOperation or IBinaryOperation { OperatorMethod: null } or IUnaryOperation { OperatorMethod: null } or IConversionOperation { Conversion.Exists: true } or IParenthesizedOperation
            or IInstanceReferenceOperation => true,
        _ => false,
    };

    private Held Unknown(IOperation operation)
    {
        // The C# compiler has its own error inside.
        if (operation.DescendantsAndSelf().Any(part => part is IInvalidOperation))
        {
            Errors.Excuse();
            return new HeldError();
        }

        if (operation is ILocalReferenceOperation or IParameterReferenceOperation)
            Errors.Unsupported(operation.Syntax, $"'{operation.Syntax}'", "give the variable a tensor before it is used");
        else
            Errors.Unsupported(operation.Syntax, Unreadable.Expression(operation));
        return new HeldError();
    }

    private static Held Named(Held held, IOperation operation) => held is HeldTensor tensor
        ? new HeldTensor(tensor.Traced with { Source = operation.Syntax.ToString() })
        : held;

    private Held Arithmetic(IOperation operation, IMethodSymbol method, IReadOnlyList<IOperation> operands)
    {
        if (KnownTypes.OperatorOf(method) is not { } name || OperatorRegistry.Find(name) is null)
        {
            Errors.Unsupported(operation.Syntax, $"the operator of '{operation.Syntax}'", "use + - * / between tensors and numbers");
            return new HeldError();
        }

        var traced = operands.Select(Operand).ToArray();
        return traced.Any(operand => operand is null) ? new HeldError() : new CallTracer(body).Apply(operation, name, name, traced!, Attributes.None, null);
    }

    private Traced? Operand(IOperation operand)
    {
        if (KnownTypes.IsTensor(operand.Type))
            return Tensor(operand);
        if ((Constants.Number(operand) ?? Constants.Number(body.Read(Unconverted(operand)))) is { } number)
            return new Traced(body.Graph.Constant(number), operand.Syntax.ToString());
        if (body.Real(operand) is { } given)
            return new Traced(body.Graph.Given(NameOf(operand), given), operand.Syntax.ToString());
        Errors.Unsupported(operand.Syntax, $"'{operand.Syntax}'", "combine a tensor with a tensor or with a number that is known when the model is made: a literal, a const, or what the constructor was given and a member holds");
        return null;
    }

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation conversion ? Unconverted(conversion.Operand) : operation;

    /// <summary>What the user calls a number.</summary>
    private static string NameOf(IOperation number) => number switch
    {
        IConversionOperation conversion => NameOf(conversion.Operand),
        IParenthesizedOperation parenthesized => NameOf(parenthesized.Operand),
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IMemberReferenceOperation member => member.Member.Name,
        _ => "factor",
    };
}
