namespace Workflow.Compiled.Benchmarks;

/// <summary>Two sides of a case computed different things: a failure of the race, whatever the times.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);
