using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>The files of the project, some of which tests hold against each other.</summary>
internal static class Repository
{
    private static string Root { get; } = FindRoot();

    /// <summary>Where a file is.</summary>
    public static string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>The text of a file.</summary>
    public static string Read(string file) => File.ReadAllText(PathOf(file));

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", "..", ".."));
}
