using System.Reflection;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

public class OperatorTableTests
{
    // Its values are random: no sample can say what libtorch gives. DropoutTests compares it with its own eager meaning.
    private static readonly string[] s_withoutSamples = ["Dropout"];

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
