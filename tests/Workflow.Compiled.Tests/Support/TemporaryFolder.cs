namespace Workflow.Compiled.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workflow-compiled-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public IEnumerable<string> FileNames => _folder.EnumerateFiles().Select(file => file.Name).Order();

    public void Dispose() => _folder.Delete(recursive: true);
}
