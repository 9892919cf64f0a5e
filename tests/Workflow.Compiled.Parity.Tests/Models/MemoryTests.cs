using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;
using Xunit.Abstractions;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>What passes take, as they state it.</summary>
public class MemoryTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, long> s_lengths = new() { ["batch"] = 64, ["features"] = 64, ["width"] = 128, ["depth"] = 12, ["classes"] = 10 };

    private readonly PassMemory _taken = new Programs.ResidualMlp(features: 64, width: 128, depth: 12, classes: 10).CreateTrainingPass(64).Memory;

    [Fact]
    public void Twelve_residual_blocks_take_at_most_three_fifths_of_what_their_values_take_together()
    {
        output.WriteLine($"{_taken}: {100.0 * _taken.ArenaBytes / _taken.UnsharedBytes:0.0} %");

        Assert.InRange((double)_taken.ArenaBytes / _taken.UnsharedBytes, 0.1, 0.6);
    }

    /// <summary>The bill states both as polynomials in the batch and what the constructor is given. They are what the pass takes.</summary>
    [Fact]
    public void The_bill_of_a_model_with_blocks_states_what_its_pass_takes()
    {
        var bill = Programs.ResidualMlp.Summary.Training!.Text;
        output.WriteLine(bill);
        var stated = Regex.Match(bill, @"^(?<arena>.+) bytes \((?<unshared>.+) if nothing were shared: \d+ % where each of them is 16\)$");

        Assert.True(stated.Success, bill);
        Assert.Equal(_taken, new PassMemory(Evaluate(stated.Groups["arena"].Value), Evaluate(stated.Groups["unshared"].Value)));
    }

    private static long Evaluate(string polynomial) => polynomial.Replace(" - ", " + -1·", StringComparison.Ordinal).Split(" + ").Sum(
        term => term.Split('·').Aggregate(1L, (product, factor) => product * (s_lengths.TryGetValue(factor, out var length) ? length : long.Parse(factor, CultureInfo.InvariantCulture))));
}
