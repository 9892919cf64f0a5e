using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>The structs of a generated file, each once however many frames use it, in the order of their first use.</summary>
internal sealed class StructTable
{
    private readonly List<RegionStruct> _structs = [];
    private readonly Dictionary<(string Contract, string Body), string> _known = [];
    private readonly UniqueNames _names = new();

    public IEnumerable<RegionStruct> All => _structs;

    /// <summary>The name of the struct with a body, which is added where it is new.</summary>
    /// <param name="name">The name for a new struct; it gets a number where it is taken.</param>
    /// <param name="contract">The interface of the kernel library that it implements.</param>
    /// <param name="body">The text of its members.</param>
    /// <param name="members">Its members, whose names it cannot have itself.</param>
    public string NameOf(string name, string contract, string body, IReadOnlyCollection<StructMember> members)
    {
        if (_known.TryGetValue((contract, body), out var same))
            return same;
        string unique;
        do
            unique = _names.Next(name);
        while (members.Any(member => member.Name == unique));
        _known[(contract, body)] = unique;
        _structs.Add(new RegionStruct(unique, contract, body));
        return unique;
    }
}

/// <summary>A printed struct.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Contract">The interface of the kernel library that it implements.</param>
/// <param name="Body">Its members.</param>
internal sealed record RegionStruct(string Name, string Contract, string Body);
