extern alias generators;

using generators::Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>What the compiler can do so far.</summary>
internal static class Compiler
{
    /// <summary>Whether it compiles calls of an operator; some are only other words for slices.</summary>
    public static bool Has(string name) => OperatorRegistry.Find(name) is not null || name is "Split" or "Chunk" or "Index";
}
