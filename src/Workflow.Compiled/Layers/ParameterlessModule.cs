namespace Workflow.Compiled;

/// <summary>A layer of this library that has nothing to train.</summary>
public abstract class ParameterlessModule : Module
{
    private protected ParameterlessModule()
    {
    }

    /// <inheritdoc/>
    protected sealed override void Declare(ModuleMembers members)
    {
    }
}
