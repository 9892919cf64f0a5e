using System.Reflection;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

public class OperatorTableTests
{
    // The values of dropout and of random tensors are random: DropoutTests and RandomTests compare them with what is known of them. Linear is a layer,
    // not a function: every compiled sample stands on it, and NetworkTests compares its weight, bias and gradients.
    private static readonly string[] s_withoutSamples = ["Dropout", "NormalLike", "UniformLike", "Linear"];

    [Fact]
    public void Every_operator_has_samples()
    {
        var operators =
            from type in typeof(Tensor).Assembly.GetExportedTypes()
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            from attribute in method.GetCustomAttributes<OperatorAttribute>()
            select attribute.Name;

        var missing = operators.Distinct().Except(s_withoutSamples).Except(OperatorTable.Samples.Select(sample => sample.Operator));

        Assert.Empty(missing);
    }
}
