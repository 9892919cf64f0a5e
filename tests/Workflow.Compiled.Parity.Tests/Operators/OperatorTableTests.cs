using System.Reflection;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

public class OperatorTableTests
{
    // The values of dropout and of random tensors are random: DropoutTests and RandomTests compare them with what is known of them. Linear is a layer,
    // not a function: every compiled sample stands on it, and NetworkTests compares its weight, bias and gradients.
    private static readonly string[] s_withoutSamples = ["Dropout", "Dropout1d", "Dropout2d", "NormalLike", "UniformLike", "Linear"];

    // Layers without a function of their name: ImageLayerTests and ImageModelTests compare them, compiled and eager, with libtorch's modules.
    private static readonly string[] s_layersOnly =
    [
        "BatchNorm1d", "BatchNorm2d", "InstanceNorm1d", "InstanceNorm2d", "ZeroPad1d", "ZeroPad2d", "ConstantPad1d", "ConstantPad2d",
        "ReflectionPad1d", "ReflectionPad2d", "ReplicationPad1d", "ReplicationPad2d", "CircularPad1d", "CircularPad2d",
    ];

    [Fact]
    public void Every_operator_has_samples()
    {
        var operators =
            from type in typeof(Tensor).Assembly.GetExportedTypes()
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            from attribute in method.GetCustomAttributes<OperatorAttribute>()
            select attribute.Name;

        var missing = operators.Distinct().Except(s_withoutSamples).Except(s_layersOnly).Except(OperatorTable.Samples.Select(sample => sample.Operator));

        Assert.Empty(missing);
    }
}
