namespace Workflow.Compiled.Tests;

public class TrainingPassTests
{
    private const int MaxBatch = 4;
    private readonly SmallNet _model = new() { Seed = 3 };

    [Fact]
    public void Forward_agrees_with_eager()
    {
        var input = Values.Random([3, 6]);

        var output = _model.CreateTrainingPass(MaxBatch).Forward(input);

        Assert.Equal([3, 3], output.Shape);
        Values.AssertClose(_model.Forward(input).Span, output.Span);
    }

    [Fact]
    public void A_wrong_input_is_refused_in_the_words_of_its_signature()
    {
        var pass = _model.CreateTrainingPass(MaxBatch);

        Assert.Equal("features must be [batch, 6] but is [2, 3, 2]", Assert.Throws<ArgumentException>(() => pass.Forward(new Tensor([2, 3, 2]))).Message);
        Assert.Equal("features must be [batch, 6] but is [2, 7]", Assert.Throws<ArgumentException>(() => pass.Forward(new Tensor([2, 7]))).Message);
        Assert.Contains("at least one sample", Assert.Throws<ArgumentException>(() => pass.Forward(new Tensor([0, 6]))).Message, StringComparison.Ordinal);
        Assert.Contains("up to 4 samples, but 5", Assert.Throws<ArgumentException>(() => pass.Forward(new Tensor([5, 6]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_out_of_order_are_refused()
    {
        var pass = _model.CreateTrainingPass(MaxBatch);

        Assert.Throws<InvalidOperationException>(() => pass.OutputGradient);
        Assert.Contains("call Forward first", Assert.Throws<InvalidOperationException>(pass.Backward).Message, StringComparison.Ordinal);
        pass.Forward(new Tensor([2, 6]));
        pass.Backward();
        Assert.Contains("already", Assert.Throws<InvalidOperationException>(pass.Backward).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_for_no_samples_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => _model.CreateTrainingPass(0));

    [Fact]
    public void Short_batches_give_the_results_of_passes_of_their_size()
    {
        var large = _model.CreateTrainingPass(MaxBatch);
        var small = _model.CreateTrainingPass(2);
        Step(large, Values.Random([MaxBatch, 6], seed: 8));

        Step(large, Values.Random([2, 6]));
        Step(small, Values.Random([2, 6]));

        Assert.Equal(small.Gradients.Flat, large.Gradients.Flat);
    }

    [Fact]
    public void Gradients_agree_with_the_rule_for_linear_layers()
    {
        var pass = _model.CreateTrainingPass(MaxBatch);
        var input = Values.Random([2, 6]);

        Step(pass, input);

        // The last bias' gradient is the sum of the output gradient over the batch, which is all ones here.
        Assert.Equal([2f, 2f, 2f], pass.Gradients.ToTensor(_model.Parameters["output.bias"]).Span);
        var hidden = Functional.Relu(Functional.Linear(
            input, _model.Parameters["hidden.weight"].ToTensor(), _model.Parameters["hidden.bias"].ToTensor()));
        var expected = new Tensor([3, 2]) + 1;
        Values.AssertClose(expected.MatMul(hidden).Span, pass.Gradients.ToTensor(_model.Parameters["output.weight"]).Span);
    }

    [Fact]
    public void Steps_allocate_nothing_whatever_the_batch()
    {
        var pass = _model.CreateTrainingPass(MaxBatch);
        Tensor[] inputs = [Values.Random([MaxBatch, 6]), Values.Random([3, 6])];
        foreach (var input in inputs.Concat(inputs))
            Step(pass, input);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            Step(pass, inputs[i % 2]);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_gradient_of_another_model_is_refused()
    {
        var pass = _model.CreateTrainingPass(MaxBatch);

        Assert.Throws<ArgumentException>(() => pass.Gradients.ToTensor(new SmallNet().Parameters[0]));
    }

    [Fact]
    public void A_class_without_compiler_says_what_to_do()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new Uncompiled().CreateTrainingPass(1));

        Assert.Contains("[CompiledModule]", exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new Uncompiled().Parameters);
        Assert.Throws<InvalidOperationException>(() => new Uncompiled().Predict(new Tensor([1, 1])));
    }

    private static void Step(TrainingPass pass, Tensor input)
    {
        pass.Forward(input);
        pass.OutputGradient.Span.Fill(1);
        pass.Backward();
    }

    private sealed class Uncompiled : Module;
}
