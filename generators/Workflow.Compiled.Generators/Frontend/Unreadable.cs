using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>What the compiler does not read, in the words of the user, and what to write instead.</summary>
internal static class Unreadable
{
    private const string Loop = "loop a number of times that the constructor knows, for (var i = 0; i < depth; i++), or over a ModuleList";
    private const string Branch = "use if and else, or ?:, on constants and constructor values";
    private const string Plain = "a compiled Forward only computes tensors: do this around the call of the model";

    /// <summary>A statement.</summary>
    public static (string What, string Instead) Statement(IOperation statement) => statement switch
    {
        IWhileLoopOperation { ConditionIsTop: true } => ("a while loop", Loop),
        IWhileLoopOperation => ("a do loop", Loop),
        ISwitchOperation => ("a switch statement", Branch),
        ITryOperation => ("a try statement", Plain),
        IUsingOperation or IUsingDeclarationOperation => ("a using statement", "tensors need no disposal: use a local variable"),
        ILockOperation => ("a lock statement", Plain),
        IThrowOperation => ("a throw statement", "demand what constructor values must keep with [Require]; shapes are checked without being asked"),
        IBranchOperation { BranchKind: BranchKind.Break } => ("break", "every turn of a loop is computed: put the rest of the loop into an if on constructor values"),
        IBranchOperation { BranchKind: BranchKind.Continue } => ("continue", "put the rest of the loop into an if on constructor values"),
        IBranchOperation or ILabeledOperation => ("a goto statement or a label", Loop),
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => ("a yield statement", "return all tensors at once, as a tuple"),
        IReturnOperation => ("a method that returns nothing", "return what it computes"),
        IExpressionStatementOperation { Operation: IInvocationOperation or IAwaitOperation or IDynamicInvocationOperation or IConditionalAccessOperation } call =>
            ($"the statement '{call.Operation.Syntax}', whose result nobody uses", "assign the result to a variable"),
        IExpressionStatementOperation { Operation: IEventAssignmentOperation subscription } => ($"'{subscription.Syntax}'", Plain),
        IExpressionStatementOperation { Operation: ICoalesceAssignmentOperation assignment } => ($"'{assignment.Syntax}'", "assign the variable once, where it is declared"),
        IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation step } => ($"'{step.Syntax}'", "count with numbers that are known while compiling"),
        _ => ("this statement in Forward", "use local variables, if and for on numbers that the constructor knows, foreach over a ModuleList, and return"),
    };

    /// <summary>An expression.</summary>
    public static (string What, string Instead) Expression(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation => ($"the delegate '{Text(operation)}'", "write a private method or a local function and call it by its name"),
        ISwitchExpressionOperation => ("a switch expression", Branch),
        IConditionalAccessOperation => ($"'{Text(operation)}'", "hold layers in fields that are not null and write '.' for '?.'"),
        ICoalesceOperation => ($"'{Text(operation)}'", "use if and else, or ?:, on a flag that the constructor is given"),
        IIsPatternOperation or IIsTypeOperation => ($"the pattern '{Text(operation)}'", Branch),
        IAwaitOperation => ($"'{Text(operation)}'", "compute in one go: a compiled Forward is not asynchronous"),
        IThrowOperation => ($"'{Text(operation)}'", "demand what constructor values must keep with [Require]"),
        ITranslatedQueryOperation => ("a query", "write a for or foreach loop over a ModuleList or over parts of a tensor"),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation =>
            ($"the dynamic expression '{Text(operation)}'", "give variables their types"),
        IInterpolatedStringOperation or ILiteralOperation { Type.SpecialType: SpecialType.System_String } => ($"the text {Text(operation)}", Plain),
        IObjectCreationOperation creation => ($"the object '{Text(operation)}'", Made(creation.Type)),
        ITypeOfOperation or INameOfOperation or ISizeOfOperation => ($"'{Text(operation)}'", Plain),
        IConversionOperation { Operand: var operand } when !KnownTypes.IsTensor(operand.Type) => Expression(operand),
        IConversionOperation => ($"the conversion '{Text(operation)}'", "use the tensor as it is"),
        IEventReferenceOperation => ($"the event '{Text(operation)}'", Plain),
        IFieldReferenceOperation { Type: var type } when KnownTypes.IsTensor(type) => ($"the tensor '{Text(operation)}'", "hold what is trained in a Parameter and what is not in a TensorBuffer"),
        IPropertyReferenceOperation { Type: var type } when KnownTypes.IsTensor(type) => ($"the property '{Text(operation)}'", "write a method that returns the tensor"),
        IInstanceReferenceOperation => ($"'{Text(operation)}'", "use the fields of the class"),
        _ => ($"'{Text(operation)}'", "use variables, calls of layers (_layer.Forward(x)), functions marked [Operator] and + - * /"),
    };

    /// <summary>A call.</summary>
    public static (string What, string Instead) Call(IInvocationOperation call, INamedTypeSymbol module)
    {
        var method = call.TargetMethod;
        if (call.Instance?.Type is ITypeParameterSymbol parameter)
            return ($"the call '{call.Syntax}'", $"the shapes of a {parameter.Name} are not known: name the class of the module instead of a type parameter");
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return ($"the call of a delegate '{call.Syntax}'", "write a private method or a local function and call it by its name");
        if (method.ContainingNamespace?.ToDisplayString() == "System.Linq")
            return ($"the query '{call.Syntax}'", "write a for or foreach loop over a ModuleList or over parts of a tensor");
        if (SymbolEqualityComparer.Default.Equals(method.ContainingType, module))
            return ($"the call '{call.Syntax}'", $"{method.Name} is virtual, abstract or has no body, so what it computes is not known: write an ordinary private method");
        return ($"the call '{call.Syntax}'", $"{method.Name} is not an operator of the compiler; use the layers and functions that are marked [Operator]");
    }

    private static string Made(ITypeSymbol? type) =>
        KnownTypes.IsModule(type) ? $"hold the layer in a field: private readonly {type!.Name} _layer = new(...);"
        : KnownTypes.IsTensor(type) ? "hold numbers that are not trained in a TensorBuffer, and numbers that are in a Parameter"
        : Plain;

    /// <summary>The source, without what a long construct has inside.</summary>
    private static string Text(IOperation operation)
    {
        var text = operation.Syntax is LambdaExpressionSyntax or AnonymousMethodExpressionSyntax ? operation.Syntax.NormalizeWhitespace(indentation: "", eol: " ").ToString() : operation.Syntax.ToString();
        return text.Length <= 80 ? text : text.Substring(0, 77) + "...";
    }
}
