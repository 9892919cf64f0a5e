using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Every operator as the compiler makes it: prediction, training pass, and the gradient of each operand.</summary>
public class CompiledOperatorTests
{
    [LibtorchTheory]
    [MemberData(nameof(OperatorData.CompiledSamples), MemberType = typeof(OperatorData))]
    public void Output_agrees_with_libtorch(int index, string text)
    {
        var sample = OperatorTable.Samples[index];
        var expected = TorchReference.Run(sample);
        var model = SampleLibrary.CreateModule(index);

        var trained = model.CreateTrainingPass(Operand.Batch).Forward(SampleLibrary.UnitRows(Operand.Batch));
        var predicted = model.Predict(SampleLibrary.UnitRows(Operand.Batch));

        Assert.Equal(new Shape(expected.Shape), trained.Shape);
        Assert.Equal(new Shape(expected.Shape), predicted.Shape);
        Parity.Require(text, expected.Output, trained.Span, sample.Terms);
        Parity.Require(text, expected.Output, predicted.Span, sample.Terms);
        using var _ = SampleChunks.Force(2);
        Assert.Equal(predicted.Span, model.Predict(SampleLibrary.UnitRows(Operand.Batch)).Span);
    }

    [LibtorchTheory]
    [MemberData(nameof(OperatorData.CompiledSamples), MemberType = typeof(OperatorData))]
    public void Gradients_agree_with_libtorch(int index, string text) => RequireGradients(index, text, Operand.Batch);

    [LibtorchTheory]
    [MemberData(nameof(OperatorData.CompiledSamples), MemberType = typeof(OperatorData))]
    public void Short_batch_agrees_with_libtorch(int index, string text) => RequireGradients(index, text, rows: 3);

    [Theory]
    [MemberData(nameof(OperatorData.SmoothSamples), MemberType = typeof(OperatorData))]
    public void Gradients_agree_with_numeric_derivatives(int index, string text)
    {
        var model = SampleLibrary.CreateModule(index);

        DirectionalDerivative.Require(text, model, SampleLibrary.UnitRows(Operand.Batch));
    }

    [Theory]
    [MemberData(nameof(OperatorData.CompiledBad), MemberType = typeof(OperatorData))]
    public void Wrong_use_is_reported(int index, string text)
    {
        var bad = OperatorTable.Bad[index];

        var errors = InProcessCompiler.Errors(SampleSource.Module("Bad", bad.Body, bad.Operands));

        Assert.True(errors.Count == 1, $"{text}: {string.Join(", ", errors)}");
    }

    private static void RequireGradients(int index, string text, int rows)
    {
        var sample = OperatorTable.Samples[index];
        var expected = TorchReference.Run(sample, rows);
        var model = SampleLibrary.CreateModule(index);
        var pass = model.CreateTrainingPass(Operand.Batch);

        var output = pass.Forward(SampleLibrary.UnitRows(rows));
        expected.OutputGradient.CopyTo(pass.OutputGradient.Span);
        pass.Backward();

        Parity.Require(text, expected.Output, output.Span, sample.Terms);
        for (var place = 0; place < sample.Operands.Length; place++)
        {
            var name = $"{sample.Operands[place].Name}.weight";
            Parity.Require($"gradient of {name} in {text}", expected.Gradients[place], pass.Gradients.ToTensor(model.Parameters[name]).Span, sample.Terms);
        }
    }
}
