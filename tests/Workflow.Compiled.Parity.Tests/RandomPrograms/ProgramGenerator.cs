using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Makes programs from a seed.</summary>
internal static class ProgramGenerator
{
    private const int FewestOperators = 3, MostOperators = 60;
    private const int MostResults = 3;

    /// <summary>Makes one program, always the same from the same two numbers.</summary>
    public static RandomProgram Generate(int seed, int number)
    {
        using var scope = torch.NewDisposeScope();
        var random = new Random(HashCode(seed, number));
        var given = MakeGiven(random);
        var leaves = new LeafTable(seed, torch.ScalarType.Float64);
        var module = new ModuleScope(random, given, new TorchFrame(leaves), depth: 0, new NameCounter());
        var batch = random.Next(1, 6);
        var inputs = MakeInputs(random, given, batch);
        // Most are small, where most mistakes show already; some are as large as the largest.
        var operators = (int)(FewestOperators * Math.Pow((double)MostOperators / FewestOperators, Math.Pow(random.NextDouble(), 2)));
        var forward = Body(module, inputs, input => RandomProgram.InputValue(input, leaves, seed), operators, MostResults);
        return new RandomProgram(seed, number, new ModuleSource("Net", given, forward), batch);
    }

    /// <summary>A body of about so many operators, with one result or several.</summary>
    public static StatementBlock Body(ModuleScope module, IReadOnlyList<Variable> inputs, Func<Variable, torch.Tensor> value, int operators, int mostResults)
    {
        var block = new BlockBuilder(module);
        foreach (var input in inputs)
            block.Declare(input, value(input));
        Rule.AddSome(block, operators);
        var ends = Ending.Join(block, inputs, mostResults);
        return block.Build(inputs, ends).WithoutDeadStatements();
    }

    private static IReadOnlyList<Given> MakeGiven(Random random)
    {
        Given[] all =
        [
            new("width", random.Next(2, 7)),
            new("depth", random.Next(0, 4)),
            new("isGated", random.Next(2), IsFlag: true),
        ];
        return [.. all.Where(_ => random.Next(3) > 0)];
    }

    private static IReadOnlyList<Variable> MakeInputs(Random random, IReadOnlyList<Given> given, int batch)
    {
        var time = Length.Symbol("time", random.Next(2, 5));
        var inputs = new List<Variable>();
        // The first one can be brought to any shape.
        inputs.Add(new("x", [Length.Symbol(RandomProgram.BatchSymbol, batch), .. Features(random, given, 1 + random.Next(3))]));
        foreach (var name in (string[])["y", "z"])
        {
            if (random.Next(3) > 0)
                break;
            inputs.Add(random.Next(2) == 0
                ? inputs[0] with { Name = name }
                : new(name, [inputs[0].Shape[0], time, .. Features(random, given, random.Next(3))]));
        }

        if (random.Next(4) == 0)
            inputs.Add(new("tokens", [inputs[0].Shape[0], .. random.Next(2) == 0 ? [Length.Of(random.Next(2, 5))] : Array.Empty<Length>()], Classes: random.Next(3, 9)));
        return inputs;
    }

    private static IEnumerable<Length> Features(Random random, IReadOnlyList<Given> given, int count)
    {
        var width = given.FirstOrDefault(parameter => parameter.Name == "width");
        for (var i = 0; i < count; i++)
            yield return width is not null && random.Next(4) == 0 ? width.Length : Length.Of(random.Next(8) == 0 ? random.Next(9, 20) : random.Next(1, 8));
    }

    private static int HashCode(int seed, int number) => unchecked((seed * 16777619) ^ (number * 374761393));
}
