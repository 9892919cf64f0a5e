using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>What calls of methods and of modules have in common.</summary>
internal static class Callee
{
    private const int MostArguments = 3, MostResults = 2;

    /// <summary>What a method is called with; the first can be brought to any shape.</summary>
    public static List<Variable> Arguments(BlockBuilder block, Func<Variable, bool> fits)
    {
        var arguments = new List<Variable>();
        for (var count = block.Random.Next(1, MostArguments + 1); arguments.Count < count;)
        {
            if (block.Choose(variable => fits(variable) && (arguments.Count > 0 || variable.IsWritableBehindBatch)) is not { } argument)
                break;
            arguments.Add(argument);
        }

        return arguments;
    }

    /// <summary>A body over some inputs, which are at first what it is called with.</summary>
    public static StatementBlock Body(BlockBuilder block, ModuleScope scope, IReadOnlyList<Variable> arguments, IReadOnlyList<Variable> inputs, int operators)
    {
        var values = inputs.Zip(arguments).ToDictionary(pair => pair.First.Name, pair => block[pair.Second], StringComparer.Ordinal);
        return ProgramGenerator.Body(scope, inputs, input => values[input.Name], operators, MostResults);
    }

    /// <summary>Adds the call; gives its results, or null.</summary>
    public static IReadOnlyList<Variable>? Call(
        BlockBuilder block, string method, StatementBlock body, IReadOnlyList<Variable> arguments, TorchMeaning torch, Func<Statement, Statement> needs)
    {
        var results = body.Outputs.Select(output => block.New("result", output.Shape)).ToArray();
        var targets = results.Length == 1 ? results[0].Name : $"({string.Join(", ", results.Select(result => result.Name))})";
        var call = $"var {targets} = {method}({string.Join(", ", arguments.Select(argument => argument.Name))});";
        var statement = new Statement(results, arguments, [call], torch).Around(body.Statements.ToArray());
        return block.TryAdd(needs(statement)) ? results : null;
    }
}
