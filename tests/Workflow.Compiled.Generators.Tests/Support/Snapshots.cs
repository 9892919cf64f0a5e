using System.Runtime.CompilerServices;
using Snapshooter.Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>The one place that knows the snapshot library.</summary>
internal static class Snapshots
{
    /// <summary>Compares a text with the file of that name under __snapshots__, beside the calling test.</summary>
    public static void Match(string text, string name) => Snapshot.Match(text, name);
}
