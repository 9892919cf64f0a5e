using TorchSharp;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>The eager meaning of every operator.</summary>
public class EagerOperatorTests
{
    [LibtorchTheory]
    [MemberData(nameof(OperatorData.Samples), MemberType = typeof(OperatorData))]
    public void Eager_agrees_with_libtorch(int index, string text)
    {
        var sample = OperatorTable.Samples[index];
        var expected = TorchReference.Run(sample);

        var actual = SampleLibrary.RunEagerly(index, Operands(sample.Operands));

        Assert.Equal(new Shape(expected.Shape), actual.Shape);
        Parity.Require(text, expected.Output, actual.Span, sample.Terms);
    }

    [Theory]
    [MemberData(nameof(OperatorData.Bad), MemberType = typeof(OperatorData))]
    public void Wrong_use_throws(int index, string text)
    {
        var exception = Record.Exception(() => SampleLibrary.RunBadEagerly(index, Operands(OperatorTable.Bad[index].Operands)));

        Assert.True(exception is ArgumentException, $"{text}: {exception}");
    }

    [LibtorchTheory]
    [MemberData(nameof(OperatorData.Bad), MemberType = typeof(OperatorData))]
    public void Wrong_use_throws_in_libtorch(int index, string text)
    {
        if (OperatorTable.Bad[index] is not { Torch: { } run } bad)
            return;

        var exception = Record.Exception(() => run([.. bad.Operands.Select(TorchOperand)]));

        Assert.True(exception is System.Runtime.InteropServices.ExternalException or ArgumentException, $"{text}: {exception}");
    }

    private static object[] Operands(Operand[] operands) => [.. operands.Select(EagerOperand)];

    private static object EagerOperand(Operand operand, int place)
    {
        var values = new Tensor(Values(operand, place), [.. operand.TorchShape.Select(length => (int)length)]);
        return operand.Classes > 0 ? values.ArgMax(-1) : values;
    }

    private static torch.Tensor TorchOperand(Operand operand, int place)
    {
        var values = Values(operand, place).ToTorch(operand.TorchShape);
        return operand.Classes > 0 ? values.argmax(-1) : values;
    }

    // As the compiled sample sees them: the weight transposed, or summed over the batch.
    private static float[] Values(Operand operand, int place)
    {
        var weight = operand.Weight(place);
        var values = new float[operand.IsBatched ? weight.Length : operand.Count];
        for (var element = 0; element < operand.Count; element++)
        {
            for (var row = 0; row < Operand.Batch; row++)
            {
                var value = weight[element * Operand.Batch + row];
                if (operand.IsBatched)
                    values[row * operand.Count + element] = value;
                else
                    values[element] += value;
            }
        }

        return values;
    }
}
