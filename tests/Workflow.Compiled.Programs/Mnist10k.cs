namespace Workflow.Compiled.Programs;

/// <summary>Real digits that may lie beside the project: 7,996 to learn from and 2,004 others, in MNIST's files but not in its split.</summary>
public static class Mnist10k
{
    /// <summary>The folder; null where there is none.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "mnist10k");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
