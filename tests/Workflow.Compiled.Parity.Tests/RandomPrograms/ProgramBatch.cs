using System.Reflection;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Checks many programs that are compiled together: one compilation costs about as much as one program.</summary>
internal static class ProgramBatch
{
    /// <summary>What is wrong with each program; null where all agree.</summary>
    public static IReadOnlyList<string?> Check(IReadOnlyList<RandomProgram> programs, IReadOnlyList<ProgramReference> references)
    {
        if (TryLoad(programs, out var errors) is { } assembly)
            return [.. programs.Zip(references, (program, reference) => ProgramCheck.Run(program, reference, assembly))];
        if (programs.Count == 1)
            return [errors];
        var half = programs.Count / 2;
        return [.. Check([.. programs.Take(half)], [.. references.Take(half)]), .. Check([.. programs.Skip(half)], [.. references.Skip(half)])];
    }

    private static Assembly? TryLoad(IReadOnlyList<RandomProgram> programs, out string errors)
    {
        errors = "";
        try
        {
            return InProcessCompiler.Load(programs.Select(program => program.Source), isAnalyzed: programs.Count == 1);
        }
        catch (InvalidOperationException exception)
        {
            errors = exception.Message;
            return null;
        }
    }
}
