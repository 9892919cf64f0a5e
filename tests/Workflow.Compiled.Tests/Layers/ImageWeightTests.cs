namespace Workflow.Compiled.Tests;

/// <summary>The weight of a linear layer that is stored for flattened images: another order of memory, and nothing else.</summary>
public class ImageWeightTests
{
    private const int Channels = 3, Pixels = 4, Outputs = 2;

    [Fact]
    public void The_rows_of_a_pixel_are_neighbours()
    {
        var model = new Head();
        var weight = model.Parameters["linear.weight"];

        var values = weight.ToTensor();

        Assert.Equal(ParameterLayout.TransposedImages, weight.Layout);
        for (var i = 0; i < weight.Span.Length; i++)
        {
            var (row, output) = Math.DivRem(i, Outputs);
            var (pixel, channel) = Math.DivRem(row, Channels);
            Assert.Equal(values.Span[output * Channels * Pixels + channel * Pixels + pixel], weight.Span[i]);
        }
    }

    [Fact]
    public void Values_and_first_values_are_those_of_any_linear_layer()
    {
        var (model, plain) = (new Head { Seed = 5 }, new Head(isForImages: false) { Seed = 5 });
        var given = new Tensor([.. Enumerable.Range(0, Outputs * Channels * Pixels).Select(i => (float)i)], [Outputs, Channels * Pixels]);

        Assert.Equal(plain.Parameters["linear.weight"].ToTensor().Span, model.Parameters["linear.weight"].ToTensor().Span);
        model.Parameters["linear.weight"].CopyFrom(given);
        Assert.Equal(given.Span, model.Parameters["linear.weight"].ToTensor().Span);
        Assert.Equal(ParameterLayout.Transposed, plain.Parameters["linear.weight"].Layout);
    }

    [Fact]
    public void A_layer_that_was_used_alone_keeps_its_values()
    {
        var model = new Head();
        var before = model.Linear.Weight.ToTensor();

        Assert.Equal(ParameterLayout.Transposed, model.Linear.Weight.Layout);
        Assert.Equal(before.Span, model.Parameters["linear.weight"].ToTensor().Span);
        Assert.Equal(ParameterLayout.TransposedImages, model.Linear.Weight.Layout);
        Assert.Equal(before.Span, new Parent(model).Parameters["head0.linear.weight"].ToTensor().Span);
    }

    [Fact]
    public void Files_go_from_one_order_to_the_other()
    {
        using var folder = new TemporaryFolder();
        var (model, plain) = (new Head { Seed = 1 }, new Head(isForImages: false) { Seed = 2 });
        var file = folder.File("head.safetensors");

        model.Save(file);
        plain.Load(file);

        Assert.Equal(model.Parameters["linear.weight"].ToTensor().Span, plain.Parameters["linear.weight"].ToTensor().Span);
        Assert.NotEqual(model.Parameters["linear.weight"].Span.ToArray(), plain.Parameters["linear.weight"].Span.ToArray());
    }

    [Fact]
    public void Two_orders_of_one_weight_are_refused()
    {
        var linear = new Linear(Channels * Pixels, Outputs);
        var model = new Parent(new Head(linear, pixels: Pixels), new Head(linear, pixels: 6));

        Assert.Contains(
            "is not stored for images of 6 pixels", Assert.Throws<InvalidOperationException>(() => model.Parameters).Message, StringComparison.Ordinal);
    }

    private sealed class Head(Linear linear, int? pixels) : Module
    {
        public Head(bool isForImages = true)
            : this(new Linear(Channels * Pixels, Outputs), isForImages ? Pixels : null)
        {
        }

        public Linear Linear => linear;

        protected override void Declare(ModuleMembers members)
        {
            members.Add("linear", linear);
            if (pixels is { } known)
                members.StoreForImages(linear.Weight, known);
        }
    }

    private sealed class Parent(params Head[] heads) : Module
    {
        protected override void Declare(ModuleMembers members)
        {
            foreach (var (i, head) in heads.Index())
                members.Add($"head{i}", head);
        }
    }
}
