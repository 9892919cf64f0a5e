using Workflow.Compiled.Generators.Graphs;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>The algebra of symbolic lengths.</summary>
public class DimensionTests
{
    private static readonly Dimension A = Dimension.Symbol("a");
    private static readonly Dimension B = Dimension.Symbol("b");

    [Fact]
    public void EqualPolynomialsAreEqualObjects()
    {
        Assert.Equal((A + B) * (A - B), (A * A) - (B * B));
        Assert.Equal(((A + 1) * (A + 1)).GetHashCode(), ((A * A) + (2 * A) + 1).GetHashCode());
        Assert.NotEqual(A + B, A - B);
        Assert.Equal(0, (A - A).ConstantValue);
    }

    [Fact]
    public void ExactQuotientsSimplify()
    {
        Assert.Equal(A * 7, Dimension.FloorDivide(A * B * 28, B * 4));
        Assert.Equal((Dimension)0, Dimension.Modulo(A * 12, 4));
        Assert.Equal((Dimension)1, Dimension.FloorDivide(A + B, A + B));
        Assert.Equal((Dimension)3, Dimension.FloorDivide(7, 2));
        Assert.Equal((Dimension)(-4), Dimension.FloorDivide(-7, 2));
        Assert.Equal((Dimension)1, Dimension.Modulo(-7, 2));
    }

    [Fact]
    public void QuotientsHaveOneForm()
    {
        // What a pooling layer makes of a, and what a user writes.
        Assert.Equal(Dimension.FloorDivide(A, 2), Dimension.FloorDivide(A - 2, 2) + 1);
        Assert.Equal("(a + 1)/2", (Dimension.FloorDivide(A - 1, 2) + 1).ToString());
        Assert.Equal(Dimension.FloorDivide(A, 4), Dimension.FloorDivide(Dimension.FloorDivide(A, 2), 2));
        Assert.Equal(Dimension.FloorDivide(A + 2, 6), Dimension.FloorDivide(Dimension.FloorDivide(A, 2) + 1, 3));
        Assert.Equal(Dimension.Modulo(A, 2), Dimension.Modulo(A - 4, 2));
    }

    [Fact]
    public void AMultipleIsKnownByItsQuotient()
    {
        Assert.Equal(("a", (Dimension)2), (A - (2 * Dimension.FloorDivide(A, 2))).AsDivisible);
        Assert.Equal(("a", B), Dimension.Modulo(A, B).AsDivisible);
        Assert.Null((A - (3 * Dimension.FloorDivide(A, 2))).AsDivisible);
        Assert.Null((A - (2 * Dimension.FloorDivide(A, 2)) + 1).AsDivisible);
    }

    [Fact]
    public void ABoundHasOneForm()
    {
        Assert.Equal(A - 6, (Dimension.FloorDivide(A, 2) - 3).AsBound);
        Assert.Equal(A - 3, ((2 * A) - 5).AsBound);
        // Two windows of two, then one of three.
        Assert.Equal(A - 12, (Dimension.FloorDivide(Dimension.FloorDivide(A, 2), 2) - 3).AsBound);
        Assert.True((A + B - 2).IsAtLeastZero);
        Assert.True(Dimension.FloorDivide(A - 1, 2).IsAtLeastZero);
        Assert.False((A - 2).IsAtLeastZero);
        Assert.False((A - B).IsAtLeastZero);
        Assert.False((Dimension.FloorDivide(A, 2) - 1).IsAtLeastZero);
    }

    [Fact]
    public void FactsDecideOrders()
    {
        var facts = new Facts();
        facts.Add(new Guard(8, A, "", []) { IsAtMost = true });
        facts.Add(new Guard(B * 2, A, "", []) { IsAtMost = true });

        Assert.True(facts.IsAtMost(3, A));
        Assert.True(facts.IsAtMost(4, Dimension.FloorDivide(A, 2)));
        Assert.True(facts.IsAtMost(B, Dimension.FloorDivide(A, 2)));
        Assert.False(facts.IsAtMost(A, 7));
        Assert.Null(facts.IsAtMost(9, A));
        Assert.Null(facts.IsAtMost(B * 3, A));
    }

    [Fact]
    public void ComparisonIsThreeValued()
    {
        Assert.Equal(Comparison.ProvenEqual, Dimension.Compare(A * 2, A + A));
        Assert.Equal(Comparison.ProvenDifferent, Dimension.Compare(A, A + 1));
        Assert.Equal(Comparison.ProvenDifferent, Dimension.Compare(A * B + A, 0));
        Assert.Equal(Comparison.ProvenDifferent, Dimension.Compare(4, 5));
        Assert.Equal(Comparison.Unknown, Dimension.Compare(A, 10));
        Assert.Equal(Comparison.Unknown, Dimension.Compare(A, B));
        Assert.Equal(Comparison.Unknown, Dimension.Compare(Dimension.FloorDivide(A, 2), 0));
    }

    [Theory]
    [InlineData("a·b·64", "a * b * 64")]
    [InlineData("a", "a")]
    [InlineData("0", "0")]
    public void IsWrittenForReadersAndForTheCompiler(string readable, string code)
    {
        var dimension = readable switch { "a" => A, "0" => A - A, _ => 64 * A * B };

        Assert.Equal(readable, dimension.ToString());
        Assert.Equal(code, dimension.ToCSharp(symbol => symbol));
    }

    [Fact]
    public void RandomExpressionsAgreeWithTheirValues()
    {
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            var (a, b) = (random.Next(1, 20), random.Next(1, 20));
            var (dimension, value) = Expression(random, depth: 4, a, b);
            var other = Expression(random, depth: 4, a, b);

            Assert.Equal(value, dimension.Evaluate(symbol => symbol == "a" ? a : b));
            Assert.Equal(value >= 0, dimension.AsBound.Evaluate(symbol => symbol == "a" ? a : b) >= 0);
            Assert.False(dimension.IsAtLeastZero && value < 0, $"{dimension} is {value} at a = {a}, b = {b}");
            var comparison = Dimension.Compare(dimension, other.Dimension);
            Assert.False(comparison == Comparison.ProvenEqual && value != other.Value, $"{dimension} = {other.Dimension}");
            Assert.False(comparison == Comparison.ProvenDifferent && value == other.Value, $"{dimension} ≠ {other.Dimension} at a = {a}, b = {b}");
        }
    }

    private static (Dimension Dimension, long Value) Expression(Random random, int depth, long a, long b)
    {
        if (depth == 0 || random.Next(4) == 0)
        {
            var constant = random.Next(0, 6);
            return random.Next(3) switch { 0 => (A, a), 1 => (B, b), _ => (constant, constant) };
        }

        var left = Expression(random, depth - 1, a, b);
        var right = Expression(random, depth - 1, a, b);
        var divisor = random.Next(1, 5);
        return random.Next(6) switch
        {
            5 => (Dimension.FloorDivide(left.Dimension, right.Dimension * right.Dimension + divisor), (long)Math.Floor(left.Value / (double)(right.Value * right.Value + divisor))),
            0 => (left.Dimension + right.Dimension, left.Value + right.Value),
            1 => (left.Dimension - right.Dimension, left.Value - right.Value),
            2 => (left.Dimension * right.Dimension, left.Value * right.Value),
            3 => (Dimension.FloorDivide(left.Dimension, divisor), (long)Math.Floor(left.Value / (double)divisor)),
            _ => (Dimension.Modulo(left.Dimension, divisor), left.Value - (divisor * (long)Math.Floor(left.Value / (double)divisor))),
        };
    }
}
