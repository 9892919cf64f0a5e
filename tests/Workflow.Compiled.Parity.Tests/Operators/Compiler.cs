extern alias generators;

using generators::Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>What the compiler can do so far.</summary>
internal static class Compiler
{
    /// <summary>Whether it compiles calls of an operator.</summary>
    public static bool Has(string name) => OperatorRegistry.Find(name) is not null;
}
