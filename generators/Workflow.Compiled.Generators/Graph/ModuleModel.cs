namespace Workflow.Compiled.Generators.Graphs;

/// <summary>
/// Everything that the back end knows of a compiled module: what the front end hands over, and the key of the incremental pipeline.
/// It must hold no symbols, syntax or locations, and nothing that does not change the generated text.
/// </summary>
/// <param name="HintName">The name of the generated file, unique in the compilation.</param>
/// <param name="Namespace">The namespace of the class; empty for the global one.</param>
/// <param name="ContainingTypes">The headers of the types around the class, outermost first, such as <c>partial class Outer</c>.</param>
/// <param name="Name">The name of the class.</param>
/// <param name="Members">The fields that hold modules, in declaration order.</param>
/// <param name="Forward">The traced body of <c>Forward</c>, all dropout in place.</param>
public sealed record ModuleModel(
    string HintName,
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    EquatableArray<MemberModel> Members,
    Graph Forward);

/// <summary>A field that holds a module.</summary>
/// <param name="Access">How the class reaches it, such as <c>_hidden</c>.</param>
/// <param name="StateName">Its name in state dictionaries, such as <c>hidden</c>.</param>
public sealed record MemberModel(string Access, string StateName);
