namespace Workflow.Compiled;

/// <summary>
/// The name of a layer, parameter or buffer in saved files, where it is not that of its field. (<c>_hidden1</c> is saved as <c>hidden1</c> without this attribute.)
/// </summary>
/// <param name="name">The name, without the names of what contains it.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class StateDictNameAttribute(string name) : Attribute
{
    /// <summary>The name in saved files.</summary>
    public string Name { get; } = name;
}
