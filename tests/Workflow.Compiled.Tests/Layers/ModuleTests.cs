namespace Workflow.Compiled.Tests;

public class ModuleTests
{
    [Fact]
    public void Parameters_have_names_shapes_and_places()
    {
        var parameters = new SmallNet().Parameters;

        Assert.Equal(["hidden.weight", "hidden.bias", "output.weight", "output.bias"], parameters.Select(parameter => parameter.Name));
        Assert.Equal([5, 6], parameters["hidden.weight"].Shape);
        Assert.Equal(30 + 5 + 15 + 3, parameters.ElementCount);
        Assert.Equal([0, 32, 48, 64], parameters.Select(parameters.OffsetOf));
        Assert.Equal(80, parameters.Flat.Length);
        Assert.All(parameters.Flat[30..32].ToArray(), padding => Assert.Equal(0, padding));
        Assert.Contains("hidden.weight", Assert.Throws<KeyNotFoundException>(() => parameters["weight"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void Every_parameter_starts_on_a_cache_line()
    {
        foreach (var parameter in new SmallNet().Parameters)
        {
            fixed (float* start = parameter.Span)
                Assert.Equal(0, (nint)start % 64);
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_weights_and_others_do_not()
    {
        Assert.Equal(new SmallNet { Seed = 4 }.Parameters.Flat, new SmallNet { Seed = 4 }.Parameters.Flat);
        Assert.False(new SmallNet { Seed = 4 }.Parameters.Flat.SequenceEqual(new SmallNet { Seed = 5 }.Parameters.Flat));
    }

    [Fact]
    public void Layers_of_one_shape_start_with_different_weights()
    {
        var twins = new Twins().Parameters;

        Assert.False(twins["a.weight"].Span.SequenceEqual(twins["renamed.weight"].Span));
    }

    [Fact]
    public void Linear_starts_with_the_distribution_of_PyTorch()
    {
        const int Inputs = 400;
        var layer = new Linear(Inputs, 500) { Seed = 1 };
        foreach (var parameter in (Parameter[])[layer.Weight, layer.Bias])
        {
            var scaled = Array.ConvertAll(parameter.Span.ToArray(), value => value * Math.Sqrt(Inputs));
            // Five standard deviations of the mean and of the mean square of uniform numbers.
            var deviation = 5 / Math.Sqrt(3.0 * scaled.Length);
            Assert.All(scaled, value => Assert.InRange(value, -1, 1));
            Assert.InRange(scaled.Average(), -deviation, deviation);
            Assert.InRange(scaled.Average(value => value * value), 1 / 3.0 - deviation, 1 / 3.0 + deviation);
            Assert.True(scaled.Max() > 0.98 && scaled.Min() < -0.98);
        }
    }

    [Fact]
    public void Values_are_set_and_read_in_the_order_of_PyTorch()
    {
        var layer = new Linear(3, 2, bias: false);
        layer.Weight.CopyFrom(new Tensor([1, 2, 3, 4, 5, 6], [2, 3]));

        Assert.Equal([1f, 4, 2, 5, 3, 6], layer.Weight.Span);
        Assert.Equal([1f, 2, 3, 4, 5, 6], layer.Weight.ToTensor().Span);
        Assert.Throws<ArgumentException>(() => layer.Weight.CopyFrom(new Tensor([3, 2])));
        Assert.False(layer.HasBias);
        Assert.Throws<InvalidOperationException>(() => layer.Bias);
    }

    [Fact]
    public void A_layer_that_was_used_alone_keeps_its_values()
    {
        var model = new Twins();
        model.A.Weight.Span.Fill(2);
        var alone = model.A.Parameters;

        Assert.Equal("a.weight", model.Parameters[0].Name);
        Assert.All(model.Parameters["a.weight"].Span.ToArray(), value => Assert.Equal(2, value));
        alone["weight"].Span.Fill(3);
        Assert.Equal(3, model.Parameters.Flat[0]);
        Assert.Equal(alone.Flat, model.Parameters.Flat[..alone.Flat.Length]);
    }

    [Fact]
    public void A_part_of_a_model_has_its_own_names()
    {
        var outer = new Outer();
        Assert.Equal("inner.renamed.weight", outer.Parameters[2].Name);

        Assert.Equal(["a.weight", "a.bias", "renamed.weight", "renamed.bias"], outer.Inner.Parameters.Names);
        outer.Inner.Parameters["a.weight"].Span.Fill(5);
        Assert.Equal(5, outer.Parameters["inner.a.weight"].Span[0]);
    }

    [Fact]
    public void A_layer_cannot_belong_to_two_models()
    {
        var shared = new Twins();
        _ = new Outer(shared).Parameters;

        Assert.Throws<InvalidOperationException>(() => new Outer(shared).Parameters);
    }

    [Fact]
    public void Two_members_of_one_name_are_refused() =>
        Assert.Contains("'a'", Assert.Throws<InvalidOperationException>(() => new Ambiguous().Parameters).Message, StringComparison.Ordinal);

    [Fact]
    public void Layers_refuse_lengths_below_1()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Linear(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Linear(1, -1));
    }

    private sealed class Twins : Module
    {
        public Linear A { get; } = new(4, 4);

        private Linear B { get; } = new(4, 4);

        protected override void Declare(ModuleMembers members)
        {
            members.Add("a", A);
            members.Add("renamed", B);
        }
    }

    private sealed class Outer(Twins? inner = null) : Module
    {
        public Twins Inner { get; } = inner ?? new();

        protected override void Declare(ModuleMembers members) => members.Add("inner", Inner);
    }

    private sealed class Ambiguous : Module
    {
        protected override void Declare(ModuleMembers members)
        {
            members.Add("a", new Linear(1, 1));
            members.Add("a", new Linear(1, 1));
        }
    }
}
