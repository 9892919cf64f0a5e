namespace Workflow.Compiled;

/// <summary>What the compiler needs to know of a compiled module in order to compile one that calls it. The compiler writes this.</summary>
/// <param name="contract">The shapes of inputs and outputs, as text.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModuleContractAttribute(string contract) : Attribute
{
    /// <summary>The shapes of inputs and outputs, as text.</summary>
    public string Contract { get; } = contract;
}
