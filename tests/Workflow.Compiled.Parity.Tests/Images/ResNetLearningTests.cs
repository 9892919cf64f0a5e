using ResNet;
using TorchSharp;
using Workflow.Compiled.Libtorch;
using Workflow.Compiled.Programs;
using Xunit;
using Xunit.Abstractions;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>What the sample's network learns, in libtorch too: from the same weights, the same batches and the same schedule.</summary>
public class ResNetLearningTests(ITestOutputHelper log)
{
    private const int Width = 8, BatchSize = 32, Epochs = 6, TrainCount = 3_000, TestCount = 1_000;
    private const double LearningRate = 0.05, Momentum = 0.9, WeightDecay = 5e-4;

    // Twice the standard deviation of the difference of two such shares of a thousand images would be 0.03; training differs too.
    private const double Tolerance = 0.05;

    [LibtorchFact]
    public void Accuracy_is_libtorchs()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var model = new ResNet18(Width) { Seed = 1 };
        using var network = new ResNet18Twin(Width);
        TorchModels.CopyParameters(model, network);
        var images = new TransformedDataset(DrawnImages.Draw(TrainCount, 1, DrawnImages.TrainSet), seed: 1, new RandomCrop(32, padding: 4), new RandomHorizontalFlip());
        using var train = new DataLoader(images, BatchSize, shuffle: true, seed: 1);
        Train(model, network, train);

        using var test = new DataLoader(DrawnImages.Draw(TestCount, 1, DrawnImages.TestSet), batchSize: 100);
        var (actual, expected) = (Accuracy(test, model.Predict), Accuracy(test, input => Predict(network, input)));
        log.WriteLine(FormattableString.Invariant($"accuracy {actual:F4}, libtorch's {expected:F4}"));
        Assert.InRange(actual, 0.9, 1);
        Assert.InRange(actual, expected - Tolerance, expected + Tolerance);
    }

    private static void Train(Module model, ResNet18Twin network, DataLoader train)
    {
        var (pass, criterion) = (model.CreateTrainingPass(BatchSize), new CrossEntropyLoss());
        var ours = new Sgd(model.Parameters, LearningRate, Momentum, weightDecay: WeightDecay, nesterov: true);
        var ourSchedule = new OneCycleLR(ours, LearningRate, train.BatchCount * Epochs);
        using var theirs = torch.optim.SGD(network.parameters(), LearningRate, Momentum, weight_decay: WeightDecay, nesterov: true);
        var theirSchedule = torch.optim.lr_scheduler.OneCycleLR(theirs, LearningRate, total_steps: train.BatchCount * Epochs);
        network.train();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            foreach (var batch in train)
            {
                using var step = torch.NewDisposeScope();
                criterion.Forward(pass.Forward(batch.Inputs), batch.Targets, pass.OutputGradient);
                pass.Backward();
                ours.Step(pass.Gradients);
                ourSchedule.Step();

                theirs.zero_grad();
                functional.cross_entropy(network.forward(batch.Inputs.ToTorch()), batch.Targets.Classes!.ToTorch()).backward();
                theirs.step();
                theirSchedule.step();
            }
        }
    }

    private static Tensor Predict(ResNet18Twin network, Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        network.eval();
        return new Tensor(network.forward(input.ToTorch()).Values(), [input.Shape[0], ImageSource.ClassCount]);
    }

    private static double Accuracy(DataLoader test, Func<Tensor, Tensor> predict)
    {
        var accuracy = new Accuracy();
        foreach (var batch in test)
            accuracy.Add(predict(batch.Inputs), batch.Targets);
        return accuracy.Value;
    }
}
