using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Reads real numbers that are known when the model is made, as C# over <c>model</c>: <c>1f / MathF.Sqrt(width)</c>.</summary>
/// <param name="hyperparameters">What the constructor was given.</param>
/// <param name="numbers">Reads what the expressions consist of.</param>
internal sealed class RealReader(Hyperparameters hyperparameters, NumberReader numbers)
{
    /// <summary>The number as C#; null where it is not known then.</summary>
    public string? Read(IOperation operation, Scope scope)
    {
        if (operation.ConstantValue is { HasValue: true, Value: IConvertible and not (string or char or bool) and var constant })
            return Literal(constant);
        return operation switch
        {
            IConversionOperation { OperatorMethod: null } conversion => Read(conversion.Operand, scope) is { } text ? $"({conversion.Type!.ToDisplayString()})({text})" : null,
            IParenthesizedOperation parenthesized => Read(parenthesized.Operand, scope),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, OperatorMethod: null } minus => Read(minus.Operand, scope) is { } text ? $"-({text})" : null,
            IBinaryOperation { OperatorMethod: null } binary when IsReal(binary.Type) => Binary(binary, scope),
            IInvocationOperation { Instance: null, TargetMethod.ContainingType: { Name: "Math" or "MathF", ContainingNamespace.Name: "System" } } call => Call(call, scope),
            _ => Given(operation, scope),
        };
    }

    private static bool IsReal(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    private static string Literal(IConvertible constant) => constant switch
    {
        float single => CSharp.Literal(single),
        double real => real.ToString("R", CultureInfo.InvariantCulture) + "d",
        _ => constant.ToString(CultureInfo.InvariantCulture),
    };

    private string? Binary(IBinaryOperation binary, Scope scope)
    {
        var sign = binary.OperatorKind switch
        {
            BinaryOperatorKind.Add => "+",
            BinaryOperatorKind.Subtract => "-",
            BinaryOperatorKind.Multiply => "*",
            BinaryOperatorKind.Divide => "/",
            _ => null,
        };
        return sign is not null && Read(binary.LeftOperand, scope) is { } left && Read(binary.RightOperand, scope) is { } right
            ? $"({left} {sign} {right})"
            : null;
    }

    private string? Call(IInvocationOperation call, Scope scope)
    {
        var arguments = call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => Read(argument.Value, scope)).ToArray();
        return arguments.Any(argument => argument is null) ? null : $"System::{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}({string.Join(", ", arguments)})";
    }

    private string? Given(IOperation operation, Scope scope) => numbers.ReadWhole(operation, scope) switch
    {
        HeldReal real => real.Text,
        HeldNumber number => hyperparameters.ToCSharp(number.Value),
        HeldConstant { Value: IConvertible and not (string or char or bool) and var constant } => Literal(constant),
        _ => null,
    };
}
