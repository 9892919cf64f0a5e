namespace Workflow.Compiled;

/// <summary>A layer of this library that has nothing to train.</summary>
public abstract class ParameterlessModule : Module, ILayer
{
    private protected ParameterlessModule()
    {
    }

    /// <inheritdoc/>
    public abstract Tensor Forward(Tensor input);

    /// <inheritdoc/>
    protected sealed override void Declare(ModuleMembers members)
    {
    }
}
