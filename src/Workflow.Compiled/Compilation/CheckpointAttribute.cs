namespace Workflow.Compiled;

/// <summary>
/// Computes a module a second time in the backward pass instead of keeping what is inside it: its activations need no memory between the passes, for
/// the price of one more forward computation. Results are the same, bit for bit. On a list each of its modules is recomputed alone.
/// </summary>
/// <seealso href="https://pytorch.org/docs/stable/checkpoint.html"/>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class CheckpointAttribute : Attribute;
