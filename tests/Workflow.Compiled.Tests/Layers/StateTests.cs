namespace Workflow.Compiled.Tests;

/// <summary>Users' own parameters, buffers, what is shared, and what is frozen.</summary>
public sealed class StateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_parameter_is_drawn_by_its_model()
    {
        var (first, second, other) = (new Scaled { Seed = 3 }, new Scaled { Seed = 3 }, new Scaled { Seed = 4 });

        Assert.Equal(["scale", "noise"], first.Parameters.Names);
        Assert.Equal([1f, 1, 1], first.Scale.Span);
        Assert.Equal(first.Parameters["noise"].Span, second.Parameters["noise"].Span);
        Assert.False(first.Noise.Span.SequenceEqual(other.Parameters["noise"].Span));
        Assert.Equal("noise", first.Noise.Name);
    }

    [Fact]
    public void A_parameter_that_was_used_alone_keeps_its_values()
    {
        var model = new Scaled();
        model.Scale.Span[1] = 7;

        Assert.Equal([1f, 7, 1], model.Parameters["scale"].Span);
        model.Scale.Span[2] = 8;
        Assert.Equal(8, model.Parameters.Flat[2]);
    }

    [Fact]
    public void A_parameter_is_a_tensor_in_the_order_of_PyTorch()
    {
        var layer = new Linear(3, 2);
        Tensor weight = layer.Weight;

        Assert.Equal([2, 3], weight.Shape);
        Assert.Equal(layer.Weight.ToTensor().Span, weight.Span);
        Assert.Equal([2f, 2, 2], (new Scaled().Scale + new Tensor([1, 1, 1], [3])).Span);
    }

    [Fact]
    public void An_optimizer_needs_a_parameter_of_a_model() =>
        Assert.Contains("belongs to no model", Assert.Throws<InvalidOperationException>(
            () => new Sgd([new ParameterGroup(new Scaled().Scale)])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("uniform", -1f, 3f, 1.0, 4 / 3.0)]
    [InlineData("normal", float.NegativeInfinity, float.PositiveInfinity, 1.0, 4.0)]
    [InlineData("xavier uniform", -0.1f, 0.1f, 0.0, 0.01 / 3)]
    [InlineData("xavier normal", float.NegativeInfinity, float.PositiveInfinity, 0.0, 2.0 / 600)]
    [InlineData("kaiming uniform", -0.1225f, 0.1225f, 0.0, 2 / 400.0)]
    [InlineData("kaiming normal", float.NegativeInfinity, float.PositiveInfinity, 0.0, 2 / 400.0)]
    public void First_values_have_the_distribution_asked_for(string name, float low, float high, double mean, double variance)
    {
        var initializer = name switch
        {
            "uniform" => Initializer.Uniform(-1, 3),
            "normal" => Initializer.Normal(1, 2),
            "xavier uniform" => Initializer.XavierUniform(),
            "xavier normal" => Initializer.XavierNormal(),
            "kaiming uniform" => Initializer.KaimingUniform(),
            _ => Initializer.KaimingNormal(),
        };
        var values = new Parameter([200, 400], initializer).Span.ToArray();

        // Six standard deviations of the mean; and of the variance, whose own is at most √2 of its size.
        Assert.InRange(values.Average(value => (double)value), mean - 6 * Math.Sqrt(variance / values.Length), mean + 6 * Math.Sqrt(variance / values.Length));
        var measured = values.Average(value => (value - mean) * (value - mean));
        Assert.InRange(measured, variance * (1 - 6 * Math.Sqrt(2.0 / values.Length)), variance * (1 + 6 * Math.Sqrt(2.0 / values.Length)));
        Assert.All(values, value => Assert.InRange(value, low, high));
    }

    [Fact]
    public void Wrong_distributions_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Uniform(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Normal(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Normal(float.NaN));
        Assert.Contains("[out, in, ...]", Assert.Throws<InvalidOperationException>(() => new Parameter([3], Initializer.XavierUniform()).Span[0]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Buffers_are_saved_and_are_no_parameters()
    {
        var (saved, loaded) = (new Counting(), new Counting());
        saved.Parameters["scale"].Span.Fill(5);
        saved.Steps.Span[0] = 12;
        saved.Scratch.Span[0] = 13;

        saved.Save(_folder.File("net"));
        loaded.Load(_folder.File("net"));

        Assert.Equal(["scale"], saved.Parameters.Names);
        Assert.Equal(["steps", "scratch"], saved.Buffers.Keys);
        Assert.Equal(12, ((Tensor)loaded.Steps).Item());
        Assert.Equal(0, loaded.Scratch.Span[0]);
        using var reader = SafetensorsReader.Open(_folder.File("net"));
        Assert.Equal(["scale", "steps"], reader.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void A_missing_buffer_is_missing()
    {
        new Scaled().Save(_folder.File("net"));

        var exception = Assert.Throws<StateDictException>(() => new Counting().Load(_folder.File("net")));

        Assert.Contains("missing: steps; unexpected: noise", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tied_weights_are_one_parameter_under_two_names()
    {
        var model = new Tied();

        Assert.Equal(["embedding.weight", "embedding.bias"], model.Parameters.Names);
        Assert.Same(model.Embedding.Weight, model.Parameters["head.weight"]);
        Assert.Equal(2, model.Parameters.Count);
        Assert.Equal(["weight"], model.Head.Parameters.Names);
        model.Head.Parameters["weight"].Span.Fill(2);
        Assert.Equal(2, model.Parameters["embedding.weight"].Span[0]);
    }

    [Fact]
    public void Tied_weights_are_saved_once_as_safetensors_does()
    {
        new Tied().Save(_folder.File("net"));

        using var reader = SafetensorsReader.Open(_folder.File("net"));

        Assert.Equal(["embedding.weight", "embedding.bias"], reader.Entries.Select(entry => entry.Name));
        Assert.Equal("embedding.weight", reader.Metadata["head.weight"]);
    }

    [Theory]
    [InlineData("embedding.weight")]
    [InlineData("head.weight")]
    [InlineData("embedding.weight", "head.weight")]
    public void Tied_weights_are_loaded_under_any_name(params string[] names)
    {
        Write("net", [.. names.Select(name => KeyValuePair.Create(name, new Tensor([1, 2, 3, 4], [2, 2]))), new("embedding.bias", new Tensor([2]))]);
        var model = new Tied();

        Assert.True(model.Load(_folder.File("net")).IsEmpty);

        Assert.Equal([1f, 2, 3, 4], model.Embedding.Weight.ToTensor().Span);
    }

    [Fact]
    public void Tied_weights_with_two_values_are_refused()
    {
        Write("net", new("embedding.weight", new Tensor([2, 2])), new("embedding.bias", new Tensor([2])), new("head.weight", new Tensor([1, 2, 3, 4], [2, 2])));
        var model = new Tied();
        var before = model.Parameters.Flat.ToArray();

        var exception = Assert.Throws<StateDictException>(() => model.Load(_folder.File("net")));

        Assert.Contains("head.weight is shared", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Flat);
    }

    [Fact]
    public void A_layer_that_two_parts_share_is_in_both()
    {
        var shared = new Linear(2, 2);
        var model = new Pair(new Pair(shared, new Linear(2, 3)), new Pair(new Linear(4, 2), shared));

        Assert.Equal(
            ["a.a.weight", "a.a.bias", "a.b.weight", "a.b.bias", "b.a.weight", "b.a.bias"],
            model.Parameters.Names);
        Assert.Equal(["a.weight", "a.bias", "b.weight", "b.bias"], model.B.Parameters.Names);
        Assert.Same(shared.Weight, model.B.Parameters["b.weight"]);
        // From the shared layer, which comes first, to the end.
        Assert.Equal(model.Parameters.Flat.Length, model.B.Parameters.Flat.Length);
        shared.Weight.Span.Fill(9);
        Assert.Equal(9, model.Parameters.Flat[0]);
    }

    [Fact]
    public void A_parameter_of_a_layer_outside_the_model_is_refused()
    {
        var model = new Pair(new Tied.Projection(new Linear(2, 2).Weight), new Relu());

        Assert.Contains("'a.weight' of Pair is that of a Linear", Assert.Throws<InvalidOperationException>(() => model.Parameters).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Optimizers_leave_frozen_parameters_as_they_are()
    {
        var model = new Pair(new Linear(2, 2), new Linear(2, 2), isFirstFrozen: true);
        var before = model.Parameters.Flat.ToArray();
        var gradients = new GradientBuffer(model.Parameters);
        gradients.Flat.Fill(1);

        new AdamW(model.Parameters, weightDecay: 0.5).Step(gradients);

        Assert.Equal([true, true, false, false], model.Parameters.Select(parameter => parameter.IsFrozen));
        Assert.Equal([32..36, 48..50], model.Parameters.TrainedRanges);
        Assert.Equal(6, model.Parameters.TrainedElementCount);
        Assert.Equal(12, model.Parameters.ElementCount);
        Assert.Equal(before[..32], model.Parameters.Flat[..32]);
        foreach (var place in (int[])[32, 33, 34, 35, 48, 49])
            Assert.NotEqual(before[place], model.Parameters.Flat[place]);
    }

    [Fact]
    public void An_optimizer_needs_something_to_train() =>
        Assert.Contains("frozen", Assert.Throws<ArgumentException>(() => new Sgd(new Pair(new Linear(2, 2), new Relu(), isFirstFrozen: true).Parameters)).Message, StringComparison.Ordinal);

    [Fact]
    public void Loading_first_draws_nothing_that_the_file_has()
    {
        Write("net", new("scale", new Tensor([1, 2, 3], [3])), new("noise", new Tensor([4, 5], [2])));
        var model = new Scaled();

        model.Load(_folder.File("net"));

        Assert.Equal([4f, 5], model.Noise.Span);
        Assert.Equal([1f, 2, 3], model.Parameters["scale"].Span);
    }

    [Fact]
    public void What_a_file_lacks_is_drawn_as_without_it()
    {
        Write("net", KeyValuePair.Create("scale", new Tensor([1, 2, 3], [3])));
        var (loaded, drawn) = (new Scaled { Seed = 8 }, new Scaled { Seed = 8 });

        Assert.Equal(["noise"], loaded.Load(_folder.File("net"), strict: false).Missing);

        Assert.Equal(drawn.Parameters["noise"].Span, loaded.Noise.Span);
    }

    [Fact]
    public void After_a_load_that_failed_a_model_is_drawn_as_without_it()
    {
        Write("net", KeyValuePair.Create("scale", new Tensor([4])));
        var (loaded, drawn) = (new Scaled { Seed = 8 }, new Scaled { Seed = 8 });

        Assert.Throws<StateDictException>(() => loaded.Load(_folder.File("net")));

        Assert.Equal(drawn.Parameters.Flat, loaded.Parameters.Flat);
    }

    [Fact]
    public void A_part_of_a_model_is_loaded_into_the_model()
    {
        Write("net", new("weight", new Tensor([1, 2, 3, 4], [2, 2])), new("bias", new Tensor([5, 6], [2])));
        var (first, second) = (new Linear(2, 2), new Linear(2, 2));
        var model = new Pair(first, second);
        Assert.Throws<StateDictException>(() => model.Load(_folder.File("net")));

        second.Load(_folder.File("net"));

        Assert.Equal([5f, 6], model.Parameters["b.bias"].Span);
        Assert.Equal("b.bias", second.Bias.Name);
    }

    private void Write(string name, params KeyValuePair<string, Tensor>[] tensors)
    {
        using var stream = File.Create(_folder.File(name));
        SafetensorsWriter.Write(stream, tensors);
    }

    private sealed class Scaled : Module
    {
        public Parameter Scale { get; } = new([3], Initializer.Ones);

        public Parameter Noise { get; } = new([2], Initializer.Normal());

        protected override void Declare(ModuleMembers members)
        {
            members.Add("scale", Scale);
            members.Add("noise", Noise);
        }
    }

    private sealed class Counting : Module
    {
        public TensorBuffer Steps { get; } = new([1]);

        public TensorBuffer Scratch { get; } = new([1], isPersistent: false);

        private readonly Parameter _scale = new([3], Initializer.Zeros);

        protected override void Declare(ModuleMembers members)
        {
            members.Add("scale", _scale);
            members.Add("steps", Steps);
            members.Add("scratch", Scratch);
        }
    }

    private sealed class Tied : Module
    {
        public Tied() => Head = new Projection(Embedding.Weight);

        public Linear Embedding { get; } = new(2, 2);

        public Projection Head { get; }

        protected override void Declare(ModuleMembers members)
        {
            members.Add("embedding", Embedding);
            members.Add("head", Head);
        }

        internal sealed class Projection(Parameter weight) : Module
        {
            protected override void Declare(ModuleMembers members) => members.Add("weight", weight);
        }
    }

    private sealed class Pair(Module a, Module b, bool isFirstFrozen = false) : Module
    {
        public Module B => b;

        protected override void Declare(ModuleMembers members)
        {
            members.Add("a", a, isFirstFrozen);
            members.Add("b", b);
        }
    }
}
