using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Questions to operations.</summary>
internal static class Operations
{
    /// <summary>What stands behind conversions.</summary>
    public static IOperation Unconverted(this IOperation operation) => operation is IConversionOperation conversion ? Unconverted(conversion.Operand) : operation;

    /// <summary>What a call passes for a parameter; null where it has none of that name.</summary>
    public static IOperation? Argument(this IInvocationOperation call, string name) => call.Arguments.FirstOrDefault(argument => argument.Parameter!.Name == name)?.Value;
}
