namespace Workflow.Compiled;

/// <summary>
/// Keeps training away from a layer or parameter: no gradient is computed for it and no optimizer changes it, not even by weight decay. It is saved
/// and loaded as ever. PyTorch's <c>requires_grad_(False)</c>.
/// </summary>
/// <remarks>A parameter that is shared is frozen where one of the fields that lead to it is.</remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class FrozenAttribute : Attribute;
