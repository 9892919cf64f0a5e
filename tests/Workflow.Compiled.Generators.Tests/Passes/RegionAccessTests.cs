using Workflow.Compiled.Generators.Graphs;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Every place of a domain finds the operand element that broadcasting assigns to it, whatever the shapes.</summary>
public class RegionAccessTests
{
    [Fact]
    public void RandomBroadcastsFindTheRightElements()
    {
        var random = new Random(7);
        for (var round = 0; round < 400; round++)
        {
            var domain = Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, 4)).ToArray();
            Check(domain, Repeat(domain, random), Repeat(domain, random));
        }
    }

    [Fact]
    public void AFullOperandAndARowAreRecognised()
    {
        var sketch = new GraphSketch();
        var x = sketch.Input(GraphSketch.Batch, 6);
        var region = Region(sketch, sketch.Apply("Add", x, sketch.Parameter("row", 6)));

        Assert.Equal(Dimension.Symbol(Graphs.Region.RowSymbol) * 6, region.Operands[0].RowOffset);
        Assert.Equal((Dimension)0, region.Operands[1].RowOffset);
    }

    [Fact]
    public void OperandsOfOneShapeAreOneLongRow()
    {
        var sketch = new GraphSketch();
        var x = sketch.Input(GraphSketch.Batch, 3, 6);
        var region = Region(sketch, sketch.Apply("Multiply", x, sketch.Apply("Exp", x)));

        Assert.Equal((Dimension)1, region.Rows);
        Assert.Equal(GraphSketch.Batch * 18, region.Columns);
    }

    private static Region Region(GraphSketch sketch, Value output) =>
        Assert.IsType<MapStep>(Assert.Single(Compile.Prediction(sketch.Build(output)).Steps)).Region;

    private static void Check(int[] domain, int[] left, int[] right)
    {
        var sketch = new GraphSketch();
        // The input has the whole domain, so that the operands only repeat.
        var x = sketch.Input([.. domain.Select(length => (Dimension)length)]);
        var a = sketch.Parameter("left", [.. left.Select(length => (Dimension)length)]);
        var b = sketch.Parameter("right", [.. right.Select(length => (Dimension)length)]);
        var region = Region(sketch, sketch.Apply("Multiply", sketch.Apply("Add", x, a), b));
        foreach (var operand in region.Operands)
        {
            var shape = operand.Value == x.Id ? domain : operand.Value == a.Id ? left : right;
            CheckOperand(region, operand, domain, shape);
        }
    }

    private static void CheckOperand(Region region, Operand operand, int[] domain, int[] shape)
    {
        var columns = (int)region.Columns.Evaluate(_ => 1);
        var count = domain.Aggregate(1, (product, length) => product * length);
        for (var place = 0; place < count; place++)
        {
            var offset = operand.RowOffset.Evaluate(_ => place / columns);
            var actual = offset + (operand.ColumnStride.ConstantValue * (place % columns));
            Assert.Equal(Expected(place, domain, shape), actual);
        }
    }

    private static long Expected(int place, int[] domain, int[] shape)
    {
        long index = 0;
        long stride = 1;
        for (var axis = domain.Length - 1; axis >= 0; axis--)
        {
            var own = axis - (domain.Length - shape.Length);
            if (own >= 0 && shape[own] > 1)
            {
                index += place % domain[axis] * stride;
                stride *= shape[own];
            }

            place /= domain[axis];
        }

        return index;
    }

    /// <summary>A shape that broadcasts to the domain: some axes of length 1, some leading ones missing.</summary>
    private static int[] Repeat(int[] domain, Random random) =>
        [.. domain.Skip(random.Next(0, domain.Length)).Select(length => random.Next(2) == 0 ? 1 : length)];
}
