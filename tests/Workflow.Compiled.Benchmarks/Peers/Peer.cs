namespace Workflow.Compiled.Benchmarks;

/// <summary>Someone to race against.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Obstacle">Why it cannot run here, or null when it can.</param>
/// <param name="SetThreads">Sets the number of threads it works with.</param>
internal sealed record Peer(string Name, string? Obstacle, Action<int> SetThreads);
