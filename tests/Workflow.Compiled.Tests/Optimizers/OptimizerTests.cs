namespace Workflow.Compiled.Tests;

public class OptimizerTests
{
    private const double Rate = 0.05;
    private readonly SmallNet _model = new() { Seed = 2 };

    public static TheoryData<string, Func<ParameterCollection, Optimizer>, Func<Func<double, double, double>>> Optimizers => new()
    {
        { "SGD", p => new Sgd(p, Rate), () => new ScalarSgd(Rate).Step },
        { "momentum", p => new Sgd(p, Rate, 0.9), () => new ScalarSgd(Rate, 0.9).Step },
        { "dampening", p => new Sgd(p, Rate, 0.9, 0.4), () => new ScalarSgd(Rate, 0.9, 0.4).Step },
        { "SGD decay", p => new Sgd(p, Rate, weightDecay: 0.1), () => new ScalarSgd(Rate, weightDecay: 0.1).Step },
        { "Nesterov", p => new Sgd(p, Rate, 0.9, weightDecay: 0.1, nesterov: true), () => new ScalarSgd(Rate, 0.9, weightDecay: 0.1, nesterov: true).Step },
        { "SGD up", p => new Sgd(p, Rate, 0.9, maximize: true), () => new ScalarSgd(Rate, 0.9, maximize: true).Step },
        { "Adam", p => new Adam(p, Rate), () => new ScalarAdam(Rate).Step },
        { "betas", p => new Adam(p, Rate, 0.5, 0.7, 1e-3), () => new ScalarAdam(Rate, 0.5, 0.7, 1e-3).Step },
        { "Adam decay", p => new Adam(p, Rate, weightDecay: 0.1), () => new ScalarAdam(Rate, weightDecay: 0.1).Step },
        { "AMSGrad", p => new Adam(p, Rate, amsgrad: true), () => new ScalarAdam(Rate, amsgrad: true).Step },
        { "Adam up", p => new Adam(p, Rate, maximize: true), () => new ScalarAdam(Rate, maximize: true).Step },
        { "AdamW", p => new AdamW(p, Rate), () => new ScalarAdam(Rate, weightDecay: 0.01, isDecoupled: true).Step },
        { "AdamW all", p => new AdamW(p, Rate, 0.8, 0.9, 1e-4, 0.2, true, true), () => new ScalarAdam(Rate, 0.8, 0.9, 1e-4, 0.2, true, true, true).Step },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Steps_agree_with_the_rule_for_single_numbers(string what, Func<ParameterCollection, Optimizer> create, Func<Func<double, double, double>> rule)
    {
        var optimizer = create(_model.Parameters);
        var gradients = _model.CreateTrainingPass(1).Gradients;
        var expected = Array.ConvertAll(_model.Parameters.Flat.ToArray(), value => (double)value);
        var rules = expected.Select(_ => rule()).ToArray();
        for (var step = 0; step < 20; step++)
        {
            FillGradients(gradients, seed: step);
            for (var i = 0; i < expected.Length; i++)
                expected[i] = rules[i](expected[i], gradients.Flat[i]);
            optimizer.Step(gradients);
        }

        Assert.Equal(20, optimizer.StepCount);
        foreach (var parameter in _model.Parameters)
        {
            var start = _model.Parameters.OffsetOf(parameter);
            for (var i = 0; i < parameter.Span.Length; i++)
                Assert.True(Math.Abs(expected[start + i] - parameter.Span[i]) < 1e-5, $"{what}: {parameter.Name}[{i}] is {parameter.Span[i]}, expected {expected[start + i]}");
        }
    }

    [Fact]
    public void The_defaults_are_those_of_PyTorch()
    {
        Assert.Equal((1e-3, 0.0), (new Sgd(_model.Parameters).LearningRate, new Sgd(_model.Parameters).WeightDecay));
        Assert.Equal((1e-3, 0.0), (new Adam(_model.Parameters).LearningRate, new Adam(_model.Parameters).WeightDecay));
        Assert.Equal((1e-3, 0.01), (new AdamW(_model.Parameters).LearningRate, new AdamW(_model.Parameters).WeightDecay));
    }

    [Fact]
    public void Groups_have_their_own_rates_and_others_stay()
    {
        var parameters = _model.Parameters;
        var before = parameters.Select(parameter => parameter.Span.ToArray()).ToArray();
        var optimizer = new Sgd(
            [
                new ParameterGroup(parameters["hidden.weight"], parameters["output.weight"]) { WeightDecay = 0.5 },
                new ParameterGroup(parameters["hidden.bias"]) { LearningRate = 10 },
            ],
            learningRate: 1);
        var gradients = _model.CreateTrainingPass(1).Gradients;
        gradients.Flat.Fill(0.25f);

        optimizer.Step(gradients);

        Values.AssertClose([.. before[0].Select(value => value - (0.25f + 0.5f * value))], parameters["hidden.weight"].Span);
        Values.AssertClose([.. before[1].Select(value => value - 2.5f)], parameters["hidden.bias"].Span);
        Values.AssertClose([.. before[2].Select(value => value - (0.25f + 0.5f * value))], parameters["output.weight"].Span);
        Assert.Equal(before[3], parameters["output.bias"].Span);
    }

    [Fact]
    public void The_learning_rate_may_change()
    {
        var optimizer = new Sgd(_model.Parameters, learningRate: 1);
        var gradients = _model.CreateTrainingPass(1).Gradients;
        gradients.Flat.Fill(1);
        var before = _model.Parameters[0].Span[0];

        optimizer.LearningRate = 0.5;
        optimizer.Step(gradients);

        Assert.Equal(before - 0.5f, _model.Parameters[0].Span[0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_hyperparameter_is_refused(double value)
    {
        var parameters = _model.Parameters;
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(parameters, value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(parameters, momentum: value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(parameters, weightDecay: value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(parameters, value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(parameters, beta1: value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(parameters, beta2: value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(parameters, epsilon: value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(parameters, weightDecay: value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(parameters).LearningRate = value);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterGroup(parameters) { LearningRate = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterGroup(parameters) { WeightDecay = value });
    }

    [Fact]
    public void Contradictions_are_refused()
    {
        var parameters = _model.Parameters;
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(parameters, beta1: 1));
        Assert.Throws<ArgumentException>(() => new Sgd(parameters, nesterov: true));
        Assert.Throws<ArgumentException>(() => new Sgd(parameters, momentum: 0.9, dampening: 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => new ParameterGroup());
        Assert.Throws<ArgumentException>(() => new ParameterGroup(parameters[0], parameters[0]));
        Assert.Throws<ArgumentException>(() => new Adam([new ParameterGroup(parameters[0]), new ParameterGroup(parameters)]));
        Assert.Throws<ArgumentException>(() => new Adam([new ParameterGroup(parameters[0]), new ParameterGroup(new SmallNet().Parameters[0])]));
        Assert.Throws<ArgumentException>(() => new Adam(parameters).Step(new SmallNet().CreateTrainingPass(1).Gradients));
    }

    [Fact]
    public void A_step_allocates_nothing_and_keeps_the_padding_zero()
    {
        var optimizer = new AdamW(_model.Parameters, epsilon: 0);
        var gradients = _model.CreateTrainingPass(1).Gradients;
        FillGradients(gradients, seed: 1);
        optimizer.Step(gradients);

        var before = GC.GetAllocatedBytesForCurrentThread();
        optimizer.Step(gradients);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0f, _model.Parameters.Flat[30]);
        Assert.DoesNotContain(_model.Parameters.Flat.ToArray(), float.IsNaN);
    }

    private static void FillGradients(GradientBuffer gradients, int seed)
    {
        var random = new Random(seed);
        foreach (var parameter in gradients.Parameters)
        {
            foreach (ref var value in gradients[parameter])
                value = 2 * random.NextSingle() - 1;
        }
    }
}
