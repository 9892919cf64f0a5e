using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Emission;

internal static class SummaryEmitter
{
    public static void Write(SourceWriter writer, CompiledModel model)
    {
    }
}
