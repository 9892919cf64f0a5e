using System.Globalization;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>The generated text does not depend on how a culture writes numbers.</summary>
public class CultureTests
{
    [Fact]
    public void AHostileCultureChangesNothing()
    {
        const string Source = "[CompiledModule] public partial class Net : Module { private readonly LeakyRelu _a = new(-0.25f); "
            + "public Tensor Forward([Shape(\"batch\", 2000)] Tensor x) => _a.Forward(x) * -1.5f; }";
        var expected = GeneratorHarness.GenerateOne(Source);
        var hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        hostile.NumberFormat.NegativeSign = "\u2212";
        hostile.NumberFormat.NumberDecimalSeparator = ",";
        hostile.NumberFormat.NumberGroupSeparator = ".";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = hostile;
            Assert.Equal(expected, GeneratorHarness.GenerateOne(Source));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Contains("-1.5f", expected);
    }
}
