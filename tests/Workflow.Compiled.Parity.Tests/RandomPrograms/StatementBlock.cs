using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Statements from some variables to others: the body of a method or of a loop.</summary>
/// <param name="Inputs">What it is given.</param>
/// <param name="Statements">What it does.</param>
/// <param name="Outputs">What it returns.</param>
internal sealed record StatementBlock(IReadOnlyList<Variable> Inputs, IReadOnlyList<Statement> Statements, IReadOnlyList<Variable> Outputs)
{
    /// <summary>The number of operators.</summary>
    public int Operators => Statements.Sum(statement => statement.Operators);

    /// <summary>The terms of all its sums.</summary>
    public int Terms => Statements.Sum(statement => statement.Terms);

    /// <summary>What its variables are read by: those that nothing reads are ends.</summary>
    public IEnumerable<Variable> Ends => Statements.SelectMany(statement => statement.Results)
        .Where(result => Outputs.All(output => output.Name != result.Name) && !Statements.Any(statement => statement.Reads.Contains(result)));

    /// <summary>The result's type and value in C#.</summary>
    public string ReturnType => Outputs.Count == 1 ? "Tensor" : $"({string.Join(", ", Outputs.Select(_ => "Tensor"))})";

    /// <summary>The statement that returns.</summary>
    public string Return => $"return {(Outputs.Count == 1 ? Outputs[0].Name : $"({string.Join(", ", Outputs.Select(output => output.Name))})")};";

    /// <summary>Runs it in libtorch.</summary>
    public torch.Tensor[] Run(TorchFrame frame, IReadOnlyList<torch.Tensor> inputs)
    {
        var values = new Dictionary<string, torch.Tensor>(StringComparer.Ordinal);
        foreach (var (variable, value) in Inputs.Zip(inputs))
            values[variable.Name] = value;
        foreach (var statement in Statements)
            statement.Run(frame, values);
        return [.. Outputs.Select(output => values[output.Name])];
    }

    /// <summary>Only what the outputs need.</summary>
    public StatementBlock WithoutDeadStatements()
    {
        var needed = Outputs.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        var kept = new List<Statement>();
        foreach (var statement in Statements.Reverse().Where(statement => statement.Results.Any(result => needed.Contains(result.Name))))
        {
            needed.UnionWith(statement.Reads.Select(read => read.Name));
            kept.Add(statement);
        }

        kept.Reverse();
        return this with { Statements = kept, Inputs = [.. Inputs.Where((input, i) => i == 0 || needed.Contains(input.Name))] };
    }
}
