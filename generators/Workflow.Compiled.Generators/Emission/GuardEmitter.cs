using Microsoft.CodeAnalysis.CSharp;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints the checks of lengths that could not be proven to be equal, or in order, where a model or a pass begins.</summary>
internal sealed class GuardEmitter(SourceWriter writer, ModuleModel module)
{
    /// <summary>Whether something is to be checked that the lengths of a call decide.</summary>
    public static bool HasLengthChecks(ModuleModel module) => module.Variants.Any(variant => variant.Forward.Guards.Any(guard => !IsModels(module, guard)));

    /// <summary>The checks that the constructor's values decide, as statements.</summary>
    public void WriteModelChecks() => Write(guard => IsModels(module, guard));

    /// <summary>The checks that the lengths of a call decide, as a method.</summary>
    /// <param name="free">The lengths of a call.</param>
    public void WriteLengthChecks(IEnumerable<FrameSymbol> free)
    {
        writer.Line("/// <summary>Checks what could not be proven of the lengths of a call.</summary>");
        using (writer.Block($"private void RequireLengths({string.Join(", ", free.Select(length => $"int {length.Name}"))})"))
            Write(guard => !IsModels(module, guard));
        writer.Line();
    }

    private static bool IsModels(ModuleModel module, Guard guard) =>
        guard.Symbols.All(symbol => module.Hyperparameters.Any(hyperparameter => hyperparameter.Name == symbol));

    private void Write(Func<Guard, bool> filter)
    {
        if (module.Variants.Count == 1)
        {
            Write(module.Variants[0], filter);
            return;
        }

        // Each path through conditions has checks of its own.
        var before = "";
        foreach (var variant in module.Variants.Where((variant, i) => module.Variants.Skip(i).Any(later => later.Forward.Guards.Any(filter))))
        {
            using (writer.Block(before + (variant.Condition.Length > 0 ? $"if ({variant.Condition})" : "")))
                Write(variant, filter);
            before = "else ";
        }
    }

    private void Write(Variant variant, Func<Guard, bool> filter)
    {
        foreach (var guard in variant.Forward.Guards.Where(filter))
        {
            var scopes = new Stack<SourceWriter.Scope>();
            foreach (var loop in guard.Loops)
                scopes.Push(writer.Block($"for (var {loop.Index} = 0; {loop.Index} < {Names.Given(loop.Count, module)}; {loop.Index}++)"));
            writer.Line($"Runtime::LengthCheck.{(guard.IsAtMost ? "RequireAtMost" : "RequireEqual")}({Names.Given(guard.Left, module)}, {Names.Given(guard.Right, module)}, {SymbolDisplay.FormatLiteral(guard.Message, quote: true)});");
            while (scopes.Count > 0)
                scopes.Pop().Dispose();
        }
    }
}
