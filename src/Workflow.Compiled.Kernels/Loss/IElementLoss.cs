namespace Workflow.Compiled.Kernels;

/// <summary>A loss that is a function of one output and its target.</summary>
internal interface IElementLoss
{
    /// <summary>The losses of neighbouring columns, and their derivatives with respect to the output.</summary>
    V Invoke<V>(V output, V target, nint column, out V derivative)
        where V : struct, IVector<V>;
}
