namespace Workflow.Compiled.Generators;

/// <summary>The names of the generator's steps, by which tests follow what an edit runs again.</summary>
public static class TrackingNames
{
    /// <summary>C# to model, for each class that is marked.</summary>
    public const string Read = "Read";

    /// <summary>The models of the classes without errors.</summary>
    public const string Models = "Models";

    /// <summary>The models after all passes.</summary>
    public const string Compiled = "Compiled";

    /// <summary>What the passes of all modules take, one line for each.</summary>
    public const string Memories = "Memories";

    /// <summary>What is printed: the compiled models with their memory in the bill.</summary>
    public const string Printed = "Printed";

    /// <summary>C# to gradient check, for each custom operator.</summary>
    public const string ReadChecks = "ReadChecks";

    /// <summary>The gradient checks that can be written.</summary>
    public const string Checks = "Checks";

    /// <summary>All steps.</summary>
    public static readonly IReadOnlyList<string> All = [Read, Models, Compiled, Memories, Printed, ReadChecks, Checks];
}
