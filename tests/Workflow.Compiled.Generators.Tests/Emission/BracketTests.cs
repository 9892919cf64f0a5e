using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Lengths of several factors or terms keep their value where they divide or are multiplied.</summary>
public class BracketTests
{
    [Fact]
    public void AMeanOfRowsIsDividedByTheWholeProduct()
    {
        var text = GeneratorHarness.GenerateOne(
            "[CompiledModule] public partial class Net(int width) : Module { public Tensor Forward([Shape(\"batch\", \"width\", 3)] Tensor x) => x - x.Mean([1, 2], true); }");

        Assert.Contains("/ (Width * 3)", text);
        Assert.DoesNotContain("/ Width * 3", text);
    }

    [Fact]
    public void AColumnIsReachedByTheWholeStride()
    {
        var text = GeneratorHarness.GenerateOne(
            "[CompiledModule] public partial class Net(int width) : Module { public Tensor Forward([Shape(\"batch\", \"width + 3\")] Tensor x) => Tanh(x[.., 2]); }");

        Assert.Contains("2 + (column * (Width + 3)), Width + 3", text);
    }

    [Fact]
    public void AFormulaThatIsUsedOftenStandsOnALineOfItsOwn()
    {
        var statements = string.Concat(Enumerable.Repeat("x = Where(x < 0, x - 0.5f, x + 0.5f);", 20));

        var text = GeneratorHarness.GenerateOne(
            $"[CompiledModule] public partial class Net : Module {{ public Tensor Forward([Shape(\"batch\", 3)] Tensor x) {{ {statements} return x; }} }}");

        Assert.All(text.Split('\n').Where(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 400));
    }
}
