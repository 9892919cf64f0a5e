using System.Reflection;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Runs a program in three ways: compiled, eager, and in libtorch.</summary>
internal static class ProgramCheck
{
    /// <summary>What is wrong with a loaded program; null where all agree.</summary>
    public static string? Run(RandomProgram program, ProgramReference reference, Assembly assembly)
    {
        try
        {
            using var poison = MemoryPoison.Begin();
            return Compare(program, reference.Result, new CompiledProgram(program, assembly, reference));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.ToString();
        }
    }

    private static string? Compare(RandomProgram program, ProgramResult expected, CompiledProgram compiled)
    {
        var terms = program.Main.Forward.Terms;
        var withoutGradients = expected with { Gradients = new Dictionary<string, float[]>() };
        return Agreement.Difference("eager", withoutGradients, withoutGradients with { Outputs = compiled.Eager() }, terms)
            ?? Agreement.Difference("prediction", withoutGradients, withoutGradients with { Outputs = compiled.Predict() }, terms)
            ?? DifferenceOfChunks(compiled)
            ?? compiled.Train().Index().Select(step => Agreement.Difference($"training step {step.Index + 1}", expected, step.Item, terms)).FirstOrDefault(difference => difference is not null);
    }

    private static string? DifferenceOfChunks(CompiledProgram compiled)
    {
        var whole = compiled.Predict();
        using var _ = SampleChunks.Force(2);
        return whole.Zip(compiled.Predict(), (expected, actual) => expected.AsSpan().SequenceEqual(actual)).All(isSame => isSame)
            ? null
            : "a prediction of a few samples at a time differs from that of the batch";
    }
}
