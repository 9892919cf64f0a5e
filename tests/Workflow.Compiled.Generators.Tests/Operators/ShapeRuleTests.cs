using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

using Shape = Workflow.Compiled.Generators.Graphs.Shape;

/// <summary>Shape rules where lengths are not known while compiling; the parity tests see to the others.</summary>
public class ShapeRuleTests
{
    private const int End = int.MaxValue;

    private static readonly Dimension Batch = Dimension.Symbol("batch");
    private static readonly Dimension Time = Dimension.Symbol("time");

    private static readonly Shape X = Shape.Of(Batch, Time, 6);

    [Theory]
    [InlineData(0, End, "[batch, time, 6]")]
    [InlineData(1, End, "[batch, time - 1, 6]")]
    [InlineData(-1, End, "[batch, 1, 6]")]
    [InlineData(0, -1, "[batch, time - 1, 6]")]
    [InlineData(0, 1, "[batch, 1, 6]")]
    public void A_slice_of_an_axis_that_is_long_enough_has_a_shape(int start, int end, string expected) =>
        Assert.Equal(expected, Slice(start, end).Shape!.ToString());

    [Theory]
    [InlineData(0, 5)]
    [InlineData(2, End)]
    [InlineData(-3, End)]
    [InlineData(1, -1)]
    public void A_slice_of_an_axis_that_may_be_too_short_is_checked(int start, int end) => AssertChecked(
        "slice takes a part of axis 1 of x [batch, time, 6], but time is not long enough for it", "Slice", ("dim", 1), ("start", start), ("end", end), ("step", 1));

    [Fact]
    public void A_slice_of_nothing_is_refused() => AssertFails(
        "slice takes nothing of axis 2 of x [batch, time, 6]", Infer("Slice", [X], ("dim", 2), ("start", 6), ("end", End), ("step", 1)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void The_first_and_the_last_place_of_an_axis_exist(int index) =>
        Assert.Equal("[batch, 6]", Infer("Select", [X], ("dim", 1), ("index", index)).Shape!.ToString());

    [Fact]
    public void Another_place_may_not_exist_and_is_checked() => AssertChecked(
        "select asks for place 1 of axis 1 of x [batch, time, 6], which has the places -time to time - 1", "Select", ("dim", 1), ("index", 1));

    [Fact]
    public void An_axis_that_may_have_length_1_is_not_squeezed() => AssertFails(
        "squeeze removes axis 1 of x [batch, time, 6] if its length is 1, but time may be 1 or not", Infer("Squeeze", [X], ("dim", 1)));

    [Fact]
    public void Joined_lengths_are_added() =>
        Assert.Equal("[batch, time + 3, 6]", Infer("Concat", [X, Shape.Of(Batch, 3, 6)], ("dim", -2)).Shape!.ToString());

    [Fact]
    public void Lengths_that_must_be_equal_are_named() => AssertFails(
        "concat cannot join x [batch, time, 6] and y [batch, time + 3, 6] along axis 2: time and time + 3 of axis 1 must be equal",
        Infer("Concat", [X, Shape.Of(Batch, Time + 3, 6)], ("dim", 2)));

    [Fact]
    public void Lengths_that_may_be_equal_are_taken_to_be() =>
        Assert.Equal("[batch, time, 9]", Infer("Concat", [X, Shape.Of(Batch, 5, 3)], ("dim", 2)).Shape!.ToString());

    [Fact]
    public void Many_products_broadcast()
    {
        Assert.Equal("[batch, time, 5]", Infer("MatMul", [X, Shape.Of(6, 5)]).Shape!.ToString());
        Assert.Equal("[batch, 4, time, 5]", Infer("MatMul", [Shape.Of(Batch, 1, Time, 6), Shape.Of(4, 6, 5)]).Shape!.ToString());
        AssertFails("the leading axes of x [batch] with those of y [batch + 1]", Infer("MatMul", [X, Shape.Of(Batch + 1, 6, 5)]));
    }

    [Fact]
    public void Rows_of_a_table_have_its_width()
    {
        Assert.Equal("[batch, time, 8]", Infer("Embedding", [Shape.Of(Batch, Time), Shape.Of(10, 8)], ("paddingIndex", 9)).Shape!.ToString());
        AssertFails("one of the 10 rows", Infer("Embedding", [Shape.Of(Batch, Time), Shape.Of(10, 8)], ("paddingIndex", 10)));
    }

    private static Inference Slice(int start, int end) => Infer("Slice", [X], ("dim", 1), ("start", start), ("end", end), ("step", 1));

    private static Inference Infer(string name, Shape[] inputs, params (string Name, int Value)[] attributes) => OperatorRegistry.Get(name).Infer(Call(name, inputs, attributes));

    private static OperatorCall Call(string name, Shape[] inputs, (string Name, int Value)[] attributes) => new(
        char.ToLowerInvariant(name[0]) + name[1..],
        inputs.ToEquatableArray(),
        ((string[])["x", "y"]).Take(inputs.Length).ToEquatableArray(),
        new Attributes(attributes.Select(attribute => new NamedAttribute(attribute.Name, new AttributeValue.Whole(attribute.Value))).ToEquatableArray()));

    private static void AssertChecked(string words, string name, params (string Name, int Value)[] attributes)
    {
        var call = Call(name, [X], attributes);
        Assert.NotNull(OperatorRegistry.Get(name).Infer(call).Shape);
        Assert.Contains(words, Assert.Single(call.Comparisons.Assumed).Guard.Message, StringComparison.Ordinal);
    }

    private static void AssertFails(string words, Inference inference)
    {
        Assert.Null(inference.Shape);
        Assert.Contains(words, inference.Arguments[0], StringComparison.Ordinal);
    }
}
