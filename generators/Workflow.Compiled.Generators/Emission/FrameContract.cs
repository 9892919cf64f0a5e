using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints what the frames of a module with several paths have in common.</summary>
internal static class FrameContract
{
    public static void Write(SourceWriter writer, CompiledFrame frame, bool isTraining)
    {
        var kind = FrameClass.KindOf(isTraining);
        var signature = new FrameSignature(isTraining ? frame.Training : frame.Prediction);
        var parameters = isTraining ? "(Runtime::TrainingContext context, int turn) : Runtime::TrainingFrame(context, turn)" : " : Runtime::PredictionFrame";
        writer.Line($"\n/// <summary>One use of this module in {kind.ToLowerInvariant()}.</summary>");
        using var _ = writer.Block($"public abstract class {kind}Frame{parameters}");
        writer.Line("/// <summary>Tells the frame the lengths of a call.</summary>");
        writer.Line($"public abstract void Bind({string.Join(", ", frame.Symbols.Free.Select(length => $"int {length.Name}"))});\n");
        writer.Line("/// <summary>The forward pass.</summary>");
        writer.Line($"public abstract void Forward({signature.Forward});");
        if (!isTraining)
            return;
        writer.Line("\n/// <summary>The backward pass: gradients of parameters and inputs.</summary>");
        writer.Line($"public abstract void Backward({signature.Backward});\n");
        writer.Line("/// <summary>The backward pass without gradients of inputs.</summary>");
        writer.Line($"public abstract void BackwardParameters({signature.BackwardParameters});\n");
        writer.Line("/// <summary>The backward pass without gradients of parameters.</summary>");
        writer.Line($"public abstract void BackwardInputs({signature.Backward});");
    }
}
