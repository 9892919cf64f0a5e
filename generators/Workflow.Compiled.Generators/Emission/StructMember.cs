namespace Workflow.Compiled.Generators.Emission;

/// <summary>A property of a printed struct.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">What whoever creates the struct sets it to.</param>
internal sealed record StructMember(string Type, string Name, string Value)
{
    /// <summary>Prints the declarations.</summary>
    public static void Declare(SourceWriter writer, IEnumerable<StructMember> members)
    {
        foreach (var member in members)
            writer.Line($"public {member.Type} {member.Name} {{ get; init; }}\n");
    }

    /// <summary>The expression that creates a struct.</summary>
    public static string Create(string name, IReadOnlyList<StructMember> members) => members.Count switch
    {
        0 => $"new {name}()",
        1 => $"new {name} {{ {members[0].Name} = {members[0].Value} }}",
        _ => $"new {name}\n{{\n{string.Concat(members.Select(member => $"    {member.Name} = {member.Value},\n"))}}}",
    };
}
