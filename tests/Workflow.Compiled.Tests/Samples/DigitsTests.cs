using System.Security.Cryptography;
using Digits;
using Samples;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Tests;

public sealed class DigitsTests
{
    [Fact]
    public void APictureDependsOnItsKeyAndDigitAlone()
    {
        var (few, many) = (Drawn(20), Drawn(100));
        Assert.Equal(few, many[..few.Length]);
        Assert.NotEqual(few, Drawn(20, seed: 2));
        Assert.NotEqual(few, Drawn(20, set: DrawnDigits.TestSet));
    }

    [Fact]
    public void EveryDigitHasInkAndPaper()
    {
        var picture = new byte[DigitPainter.Size * DigitPainter.Size];
        for (var digit = 0; digit < DigitSource.ClassCount; digit++)
        {
            for (var number = 0; number < 50; number++)
            {
                DigitPainter.Draw(digit, new PhiloxKey(1, number, 0), picture);
                Assert.InRange(picture.Count(pixel => pixel > 120), 8, picture.Length / 2);
            }
        }
    }

    [Fact]
    public void OptionsHaveDefaults()
    {
        var options = Options.Parse([]);
        Assert.Equal((5, 64, 1UL, "digits.safetensors"), (options.Epochs, options.Batch, options.Seed, options.Save));
        Assert.Equal((null, null, false), (options.Data, options.Load, options.Help));
        Assert.Equal(NetworkKind.Mlp, options.Model);
    }

    [Fact]
    public void OptionsAreRead()
    {
        var options = Options.Parse(["--model", "cnn", "--data", "here", "--epochs", "2", "--batch", "8", "--threads", "1", "--seed", "7", "--save", "there"]);
        Assert.Equal(new Options { Model = NetworkKind.Cnn, Data = "here", Epochs = 2, Batch = 8, Threads = 1, Seed = 7, Save = "there" }, options);
        Assert.True(Options.Parse(["--seed", "7", "--help"]).Help);
    }

    [Theory]
    [InlineData("there is no option '--epoch'; --help lists them", "--epoch", "3")]
    [InlineData("--epochs needs a whole number from 1 to 1000000, not '0'", "--epochs", "0")]
    [InlineData("--batch needs a whole number from 1 to 1000000, not '1.5'", "--batch", "1.5")]
    [InlineData("--model needs mlp or cnn, not 'rnn'", "--model", "rnn")]
    [InlineData("--save needs a value; --help says which", "--save")]
    [InlineData("--seed is given twice", "--seed", "1", "--seed", "2")]
    [InlineData("--load evaluates a saved network without training it: --save and --epochs do not go with it", "--load", "a", "--save", "b")]
    public void WrongOptionsGetOneSentence(string sentence, params string[] arguments) =>
        Assert.Equal(sentence, Assert.Throws<OptionsException>(() => Options.Parse(arguments)).Message);

    [Fact]
    public void ATextPictureShowsTwoRowsInALine() =>
        Assert.Equal(["@ +", "   "], TextPicture.Lines([1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], width: 3));

    private static byte[] Drawn(int count, ulong seed = 1, int set = DrawnDigits.TrainSet)
    {
        var digits = DrawnDigits.Draw(count, seed, set, [784]);
        var values = new float[784];
        return [.. Enumerable.Range(0, count).SelectMany(index =>
        {
            var number = -1;
            digits.Read(index, values, new TargetSlot(ref number));
            Assert.Equal(index % 10, number);
            return SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values));
        })];
    }
}
