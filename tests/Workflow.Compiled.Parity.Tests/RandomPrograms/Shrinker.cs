using System.Diagnostics;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Makes a failing program small: it ends earlier, and what can be given from outside is not computed.</summary>
internal static class Shrinker
{
    // One compilation for a few candidates; the smallest come first.
    private const int BatchSize = 12;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    /// <summary>A small program that fails too, and how.</summary>
    public static (RandomProgram Program, string Failure) Shrink(RandomProgram program, string failure)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < s_longest && FirstFailing(Shorter(program).Concat(WithInputs(program)), watch) is { } smaller)
            (program, failure) = smaller;
        return (program, failure);
    }

    /// <summary>Those that return one variable only.</summary>
    private static IEnumerable<RandomProgram> Shorter(RandomProgram program) =>
        from statement in program.Main.Forward.Statements
        from result in statement.Results
        where result.IsBatched && !(program.Main.Forward.Outputs.Count == 1 && program.Main.Forward.Outputs[0] == result)
        select With(program, program.Main.Forward with { Outputs = [result] });

    /// <summary>Those that are given what a statement computes.</summary>
    private static IEnumerable<RandomProgram> WithInputs(RandomProgram program)
    {
        var forward = program.Main.Forward;
        foreach (var statement in forward.Statements)
        {
            if (statement.Results.All(result => result.IsBatched && result.Shape.All(length => length.IsDeclarable) && !forward.Outputs.Contains(result)))
            {
                yield return With(program, forward with
                {
                    Inputs = [.. forward.Inputs, .. statement.Results],
                    Statements = [.. forward.Statements.Where(other => other != statement)],
                });
            }
        }
    }

    private static RandomProgram With(RandomProgram program, StatementBlock forward) => program with { Main = program.Main with { Forward = forward.WithoutDeadStatements() } };

    private static (RandomProgram Program, string Failure)? FirstFailing(IEnumerable<RandomProgram> candidates, Stopwatch watch)
    {
        foreach (var batch in candidates.OrderBy(candidate => candidate.Main.Forward.Operators).Chunk(BatchSize).TakeWhile(_ => watch.Elapsed < s_longest))
        {
            // Numbers of their own keep the classes of all candidates apart.
            var certain = batch.Select((candidate, i) => candidate with { Number = i }).Select(candidate => (Program: candidate, Reference: ProgramReference.Of(candidate)))
                .Where(pair => pair.Reference is not null).ToArray();
            var failures = ProgramBatch.Check([.. certain.Select(pair => pair.Program)], [.. certain.Select(pair => pair.Reference!)]);
            var place = Enumerable.Range(0, certain.Length).FirstOrDefault(i => failures[i] is not null, -1);
            if (place >= 0)
                return (certain[place].Program, failures[place]!);
        }

        return null;
    }
}
