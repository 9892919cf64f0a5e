using System.Collections.Concurrent;
using Workflow.Compiled.Libtorch;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Programs that nobody wrote: compiled, eager and libtorch agree in outputs and in the gradients of all parameters.</summary>
public class RandomProgramTests
{
    private const int BatchSize = 50;

    // Programs for which no values far from all kinks were found.
    private const double MostLeftOut = 0.1;

    [LibtorchFact]
    public void Compiled_eager_and_libtorch_agree()
    {
        LibtorchLibrary.Require();
        var options = RandomProgramOptions.Current;
        var failures = new ConcurrentBag<(RandomProgram Program, string Failure)>();
        var checkedCount = 0;
        var batches = Enumerable.Range(options.First, options.Count).Chunk(BatchSize);
        Parallel.ForEach(batches, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, numbers =>
        {
            var programs = numbers.Select(number => ProgramGenerator.Generate(options.Seed, number)).Select(program => (Program: program, Reference: ProgramReference.Of(program)))
                .Where(pair => pair.Reference is not null).ToArray();
            Interlocked.Add(ref checkedCount, programs.Length);
            var results = ProgramBatch.Check([.. programs.Select(pair => pair.Program)], [.. programs.Select(pair => pair.Reference!)]);
            foreach (var (pair, failure) in programs.Zip(results))
            {
                if (failure is not null)
                    failures.Add((pair.Program, failure));
            }
        });

        if (!failures.IsEmpty)
            Assert.Fail(Report(failures, options));
        Assert.True(checkedCount >= options.Count * (1 - MostLeftOut), $"{options.Count - checkedCount} of {options.Count} programs were left out (seed {options.Seed})");
    }

    private static string Report(IReadOnlyCollection<(RandomProgram Program, string Failure)> failures, RandomProgramOptions options)
    {
        var smallest = failures.MinBy(failure => failure.Program.Main.Forward.Operators);
        var (program, failure) = Shrinker.Shrink(smallest.Program, smallest.Failure);
        var all = string.Join("\n", failures.OrderBy(failed => failed.Program.Number).Select(failed => $"{failed.Program.Number}: {failed.Failure.Split('\n')[0]}"));
        return $"""
            {failures.Count} of {options.Count} programs of seed {options.Seed} fail:
            {all}
            To run one again: WORKFLOW_COMPILED_RANDOM_SEED={options.Seed} WORKFLOW_COMPILED_RANDOM_FIRST={smallest.Program.Number} WORKFLOW_COMPILED_RANDOM_PROGRAMS=1
            {smallest.Program.Title}, made small ({string.Join(", ", program.Main.Given.Select(given => $"{given.Name}: {given.Argument}"))}, batch {program.Batch}): {failure}

            {program.Source}

            The whole program: {smallest.Failure}

            {smallest.Program.Source}
            """;
    }
}
