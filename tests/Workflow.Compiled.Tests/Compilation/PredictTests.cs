namespace Workflow.Compiled.Tests;

public class PredictTests
{
    private readonly SmallNet _model = new() { Seed = 6 };

    [Fact]
    public void It_agrees_with_eager_for_any_number_of_samples()
    {
        foreach (var batch in (int[])[1, 7, 2, 33])
        {
            var input = Values.Random([batch, 6], seed: batch);

            var output = _model.Predict(input);

            Assert.Equal([batch, 3], output.Shape);
            Values.AssertClose(_model.Forward(input).Span, output.Span);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(11)]
    public void Chunks_give_what_the_whole_batch_gives(int size)
    {
        var input = Values.Random([11, 6]);
        var whole = _model.Predict(input).Span.ToArray();
        var output = new float[whole.Length];

        using var _ = SampleChunks.Force(size);
        _model.Predict(input.Span, output);

        Assert.Equal(whole, output);
        Assert.Equal(whole, _model.Predict(input).Span.ToArray());
    }

    [Fact]
    public void A_large_batch_takes_the_memory_of_a_chunk()
    {
        long floats = 0;
        var chunks = new SampleChunks(weights: 1000, lengths => floats = 100 + (1000 * lengths[0]));

        // A budget of 262,144 floats; a batch is cut into parts of one size.
        Assert.Equal(3, chunks.SizeFor([3]));
        Assert.Equal(262, chunks.SizeFor([262]));
        Assert.Equal(250, chunks.SizeFor([1000]));
        Assert.InRange(chunks.SizeFor([1_000_000]), 1, 262);
        Assert.Equal(65_100, floats);
    }

    [Fact]
    public void No_sample_of_several_is_alone_in_a_chunk()
    {
        var chunks = new SampleChunks(weights: 1000, lengths => 1_000_000 * lengths[0]);

        Assert.Equal([1, 2, 3, 2, 3, 2, 2], Enumerable.Range(1, 6).Append(1000).Select(batch => chunks.SizeFor([batch])));
    }

    [Fact]
    public void Spans_give_what_tensors_give()
    {
        var input = Values.Random([5, 6]);
        var output = new float[15];

        _model.Predict(input.Span, output);

        Assert.Equal(_model.Predict(input).Span.ToArray(), output);
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        Assert.Equal("features must be [batch, 6] but is [6]", Assert.Throws<ArgumentException>(() => _model.Predict(new Tensor([6]))).Message);
        Assert.Contains("a multiple of 6 values, but has 7", Assert.Throws<ArgumentException>(() => _model.Predict(new float[7], new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("at least one sample", Assert.Throws<ArgumentException>(() => _model.Predict([], new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("room for 5", Assert.Throws<ArgumentException>(() => _model.Predict(new float[12], new float[5])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-6)]
    public void An_output_over_the_input_is_refused(int offset)
    {
        var model = new SkipNet { Seed = 2 };
        var memory = Values.Random([40]).Span.ToArray();
        var before = memory.ToArray();

        var exception = Assert.Throws<ArgumentException>("output", () => model.Predict(memory.AsSpan(12, 12), memory.AsSpan(12 + offset, 12)));

        Assert.Contains("the output overlaps the input", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, memory);
    }

    [Fact]
    public void An_output_beside_the_input_is_right()
    {
        var model = new SkipNet { Seed = 2 };
        var memory = new float[24];
        var input = Values.Random([2, 6]);
        input.Span.CopyTo(memory);

        model.Predict(memory.AsSpan(0, 12), memory.AsSpan(12));

        Values.AssertClose(model.Forward(input).Span, memory.AsSpan(12));
    }

    [Fact]
    public void Spans_allocate_nothing_after_the_first_call()
    {
        var (input, output) = (new float[12], new float[6]);
        _model.Predict(input, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            _model.Predict(input.AsSpan(0, 6 * (1 + i % 2)), output.AsSpan(0, 3 * (1 + i % 2)));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Many_threads_get_their_own_results()
    {
        var model = new SlowCopy();

        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, call =>
        {
            Span<float> input = [call, call + 0.25f], output = stackalloc float[2];
            model.Predict(input, output);
            Assert.True(output.SequenceEqual(input));
        });

        Assert.InRange(SlowCopy.Passes, 1, 200);
    }

    [Fact]
    public void Parameters_made_by_many_threads_are_made_once()
    {
        for (var round = 0; round < 20; round++)
        {
            var model = new SmallNet();
            var seen = new ParameterCollection[8];
            Parallel.For(0, seen.Length, i => seen[i] = model.Parameters);
            Assert.All(seen, parameters => Assert.Same(seen[0], parameters));
        }
    }

    /// <summary>Copies its input through an arena of its own, slowly enough for calls to meet.</summary>
    private sealed class SlowCopy : Module
    {
        private static int s_passes;

        public static int Passes => s_passes;

        protected override void Declare(ModuleMembers members)
        {
        }

        protected override PredictionPass CreatePredictionPass()
        {
            Interlocked.Increment(ref s_passes);
            return new Pass(this);
        }

        private sealed class Pass(Module model) : PredictionPass(model, [new PassInputShape("x", isIndex: false, "batch", 1)], outputs: 1)
        {
            private Copy _frame = null!;

            protected override PredictionFrame Open(ReadOnlySpan<int> lengths) => _frame = new Copy(lengths[0]);

            protected override void Bind(ReadOnlySpan<int> lengths) => _frame.Batch = lengths[0];

            protected override Shape OutputShape(int output) => _frame.OutputShape(output);

            protected override int OutputLength(int output) => _frame.OutputLength(output);

            protected override void Run() => _frame.Forward(Numbers(0), Output(0));
        }

        private sealed class Copy : PredictionFrame
        {
            private readonly ArenaSlot _copy;

            public Copy(int batch) => _copy = Reserve(batch, first: 0, last: 1);

            public int Batch { get; set; }

            public override Shape OutputShape(int output) => [Batch, 1];

            public override int OutputLength(int output) => Batch;

            public void Forward(ReadOnlySpan<float> input, Span<float> output)
            {
                input.CopyTo(Slice(_copy, Batch));
                Thread.SpinWait(200);
                Slice(_copy, Batch).CopyTo(output);
            }
        }
    }
}
