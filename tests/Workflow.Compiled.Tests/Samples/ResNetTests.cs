using ResNet;
using Samples;

namespace Workflow.Compiled.Tests;

public sealed class ResNetTests
{
    private const int Length = 3 * 32 * 32;

    [Fact]
    public void AnImageDependsOnItsKeyAndClassAlone()
    {
        var (few, many) = (Drawn(20), Drawn(100));
        Assert.Equal(few, many[..few.Length]);
        Assert.NotEqual(few, Drawn(20, seed: 2));
        Assert.NotEqual(few, Drawn(20, set: DrawnImages.TestSet));
    }

    [Fact]
    public void ClassesTakeTurnsAndHaveNames()
    {
        var images = DrawnImages.Draw(20, 1, DrawnImages.TrainSet);
        Assert.Equal(ImageSource.ClassCount, ImagePainter.ClassNames.Distinct().Count());
        for (var index = 0; index < images.Count; index++)
        {
            var number = -1;
            images.Read(index, new float[Length], new TargetSlot(ref number));
            Assert.Equal(index % ImageSource.ClassCount, number);
        }
    }

    [Fact]
    public void OptionsHaveDefaults()
    {
        var options = Options.Parse([]);
        Assert.Equal((32, 16, 1UL, "resnet.safetensors"), (options.Batch, options.Width, options.Seed, options.Save));
        Assert.Equal((null, null, false), (options.Data, options.Load, options.Help));
    }

    [Fact]
    public void OptionsAreRead()
    {
        var options = Options.Parse(["--data", "here", "--width", "8", "--epochs", "2", "--batch", "8", "--rate", "0.5", "--threads", "1", "--seed", "7", "--save", "there"]);
        Assert.Equal(new Options { Data = "here", Width = 8, Epochs = 2, Batch = 8, Rate = 0.5, Threads = 1, Seed = 7, Save = "there" }, options);
        Assert.Equal(300, Options.Parse(["--images", "300"]).Images);
        Assert.True(Options.Parse(["--seed", "7", "--help"]).Help);
    }

    [Theory]
    [InlineData("there is no option '--model'; --help lists them", "--model", "cnn")]
    [InlineData("--epochs needs a whole number from 1 to 1000000, not '0'", "--epochs", "0")]
    [InlineData("--width needs a whole number from 1 to 1024, not 'wide'", "--width", "wide")]
    [InlineData("--images needs a whole number from 1 to 600000, not '-5'", "--images", "-5")]
    [InlineData("--rate needs a number above 0, 100 at most, not '0'", "--rate", "0")]
    [InlineData("--rate needs a number above 0, 100 at most, not 'NaN'", "--rate", "NaN")]
    [InlineData("--data needs a value; --help says which", "--data")]
    [InlineData("--seed is given twice", "--seed", "1", "--seed", "2")]
    [InlineData("--load evaluates a saved network without training it: --save, --epochs and --images do not go with it", "--load", "a", "--images", "3")]
    [InlineData("--data reads images instead of drawing them: --images does not go with it", "--data", "a", "--images", "3")]
    public void WrongOptionsGetOneSentence(string sentence, params string[] arguments) =>
        Assert.Equal(sentence, Assert.Throws<OptionsException>(() => Options.Parse(arguments)).Message);

    [Fact]
    public void ParametersHaveTorchvisionsNames()
    {
        string[] names = [.. new ResNet18(4).Parameters.Select(parameter => parameter.Name)];
        Assert.Equal(62, names.Length);
        Assert.All(
            ["conv1.weight", "bn1.bias", "layer1.0.conv1.weight", "layer2.0.downsample.0.weight", "layer2.0.downsample.1.bias", "layer4.1.bn2.weight", "fc.bias"],
            name => Assert.Contains(name, names));
        Assert.Equal(11_173_962, new ResNet18().Parameters.Sum(parameter => parameter.Shape.ElementCount)); // as torchvision's with this stem
    }

    [Fact]
    public void TheLossCurveHasALineForEachEpoch()
    {
        var model = new SmallNet();
        var curve = new LossCurve(new Sgd(model.Parameters, learningRate: 0.5), new Progress<TrainingProgress>());
        foreach (var (epoch, loss) in new[] { (1, 2.0), (2, 0.5) })
            curve.Report(new TrainingProgress(epoch, 2, 3, 3, loss, new EpochResult(epoch, new Evaluation(loss, new(new Dictionary<string, double>()), 10), null, 1)));
        Assert.Equal(
            [
                "epoch  learning rate    loss  0" + new string(' ', 42) + "2.00",
                "    1       0.500000  2.0000  |" + new string(' ', 48) + "*",
                "    2       0.500000  0.5000  |" + new string(' ', 12) + "*",
            ],
            curve.ToString().TrimEnd().Split(Environment.NewLine));
    }

    private static float[] Drawn(int count, ulong seed = 1, int set = DrawnImages.TrainSet)
    {
        var images = DrawnImages.Draw(count, seed, set);
        var (values, number) = (new float[count * Length], 0);
        for (var index = 0; index < count; index++)
            images.Read(index, values.AsSpan(index * Length, Length), new TargetSlot(ref number));
        return values;
    }
}
