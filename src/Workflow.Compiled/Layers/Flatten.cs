namespace Workflow.Compiled;

/// <summary>Joins a range of axes into one: by default all but the batch.</summary>
/// <param name="startDim">The first axis to join; negative ones count from the end.</param>
/// <param name="endDim">The last axis to join.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Flatten.html"/>
public sealed class Flatten(int startDim = 1, int endDim = -1) : ParameterlessModule
{
    /// <inheritdoc cref="Functional.Flatten"/>
    [Operator("Flatten")]
    public override Tensor Forward(Tensor input) => Functional.Flatten(input, startDim, endDim);
}
