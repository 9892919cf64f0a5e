namespace Workflow.Compiled.Generators.Graphs;

/// <summary>
/// Everything that the back end knows of a compiled module: what the front end hands over, and the key of the incremental pipeline.
/// It must hold no symbols, syntax or locations, and nothing that does not change the generated text.
/// </summary>
/// <param name="HintName">The name of the generated file, unique in the compilation.</param>
/// <param name="Namespace">The namespace of the class; empty for the global one.</param>
/// <param name="ContainingTypes">The headers of the types around the class, outermost first, such as <c>partial class Outer</c>.</param>
/// <param name="Name">The name of the class, with its type parameters.</param>
/// <param name="Members">The fields that hold modules, parameters and buffers, in declaration order.</param>
/// <param name="Hyperparameters">The constructor values that lengths, counts and conditions mention.</param>
/// <param name="Requirements">What <c>[Require]</c> demands of the hyperparameters.</param>
/// <param name="Contract">What other modules need to know in order to call this one, as text that travels in metadata.</param>
/// <param name="Variants">The traced bodies of <c>Forward</c>, one for each path through conditions on constructor values; the last has no condition.</param>
public sealed record ModuleModel(
    string HintName,
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    EquatableArray<MemberModel> Members,
    EquatableArray<Hyperparameter> Hyperparameters,
    EquatableArray<Requirement> Requirements,
    string Contract,
    EquatableArray<Variant> Variants)
{
    /// <summary>The class as generated code writes it.</summary>
    public string FullName =>
        $"global::{(Namespace.Length == 0 ? "" : Namespace + ".")}{string.Concat(ContainingTypes.Select(header => header.Substring(header.LastIndexOf(' ') + 1) + "."))}{Name}";
}

/// <summary>A field that holds a module, a parameter or a buffer.</summary>
/// <param name="Access">How the class reaches it, such as <c>_hidden</c>.</param>
/// <param name="StateName">Its name in state dictionaries, such as <c>hidden</c>.</param>
/// <param name="IsFrozen">Whether training leaves it as it is.</param>
public sealed record MemberModel(string Access, string StateName, bool IsFrozen = false)
{
    /// <summary>Whether it is declared as a layer of any kind.</summary>
    public bool IsInterface { get; init; }

    /// <summary>Whether it may be null.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether nothing but this class gets hold of what it holds.</summary>
    public bool IsOwn { get; init; }
}

/// <summary>A value that the constructor was given: a whole number, a list of them, or a real number.</summary>
/// <param name="Name">The symbol, which is the name of the constructor's parameter.</param>
/// <param name="Access">The C# expression by which members of the class reach it, such as <c>_width</c> or <c>_hidden.InFeatures</c>; its own name for a parameter of the primary constructor.</param>
/// <param name="IsList">Whether it is a list; dimensions then mention its elements.</param>
/// <param name="IsReal">Whether it is a real number.</param>
public sealed record Hyperparameter(string Name, string Access, bool IsList, bool IsReal)
{
    /// <summary>Its type, as generated code hands it on.</summary>
    public string Type => IsList ? "System::Collections.Generic.IReadOnlyList<int>" : IsReal ? "float" : "int";

    /// <summary>Whether it is a parameter of the primary constructor, which only members of the class itself can reach: they hand it on.</summary>
    public bool IsPrimary => Access == Name;

    /// <summary>The member of the class that gives it.</summary>
    public string Member => IsPrimary ? HandedOn(Name) : Access;

    private static string HandedOn(string name) =>
        string.Concat(name.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1))) + "Hyperparameter";
}

/// <summary>A condition on the hyperparameters that the model's creator has to keep.</summary>
/// <param name="Condition">A C# expression over the names of the hyperparameters.</param>
/// <param name="Text">As the user wrote it.</param>
public sealed record Requirement(string Condition, string Text);

/// <summary>One path through <c>Forward</c>.</summary>
/// <param name="Condition">The C# condition, over members of the class, under which it is taken; empty for the path that is left.</param>
/// <param name="Forward">What it computes, all dropout in place.</param>
public sealed record Variant(string Condition, Graph Forward);
