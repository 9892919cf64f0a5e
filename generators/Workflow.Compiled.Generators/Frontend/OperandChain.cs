using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Follows the first operand of an operation to the first operand of that, and so on: <c>x</c>, <c>f(x)</c> and <c>g(f(x))</c> in <c>h(g(f(x)))</c>.</summary>
internal static class OperandChain
{
    /// <summary>What is below an operation, innermost first.</summary>
    public static IReadOnlyList<IOperation> Below(IOperation operation)
    {
        var chain = new List<IOperation>();
        for (var next = FirstOperand(operation); next is not null; next = FirstOperand(next))
            chain.Add(next);
        chain.Reverse();
        return chain;
    }

    private static IOperation? FirstOperand(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => parenthesized.Operand,
        IBinaryOperation { OperatorMethod: not null } binary => Tensor(binary.LeftOperand),
        IUnaryOperation { OperatorMethod: not null } unary => Tensor(unary.Operand),
        IInvocationOperation call when KnownTypes.OperatorOf(call.TargetMethod) is not null and not ("Split" or "Chunk") =>
            call.Instance is { } instance && KnownTypes.IsTensor(instance.Type) ? instance : Tensor(call.Arguments.FirstOrDefault()?.Value),
        _ => null,
    };

    private static IOperation? Tensor(IOperation? operand) => operand is not null && KnownTypes.IsTensor(operand.Type) ? operand : null;
}
