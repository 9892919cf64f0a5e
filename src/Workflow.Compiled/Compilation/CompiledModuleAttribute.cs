namespace Workflow.Compiled;

/// <summary>
/// Has the compiler write the training and prediction passes of a module: a partial class that derives from <see cref="Module"/> and has a
/// <c>Forward</c> from one tensor to one tensor.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CompiledModuleAttribute : Attribute;
