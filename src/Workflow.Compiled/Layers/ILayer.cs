namespace Workflow.Compiled;

/// <summary>A module from one tensor to one tensor: what a <see cref="Sequential"/> chains.</summary>
public interface ILayer
{
    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">The tensor that goes in.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    Tensor Forward(Tensor input);
}
