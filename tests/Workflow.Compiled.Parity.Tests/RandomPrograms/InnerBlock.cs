using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Statements in braces inside a method: the body of a loop, or a branch.</summary>
/// <param name="Statements">The statements.</param>
/// <param name="Result">The variable whose value leaves the braces.</param>
internal sealed record InnerBlock(IReadOnlyList<Statement> Statements, Variable Result)
{
    /// <summary>Makes some statements that end in a tensor of the shape of a variable.</summary>
    /// <param name="outer">The block around the braces.</param>
    /// <param name="state">The variable, with the value that it has at first.</param>
    /// <param name="value">That value.</param>
    /// <param name="operators">About how many operators.</param>
    public static InnerBlock Make(BlockBuilder outer, Variable state, torch.Tensor value, int operators)
    {
        var inner = outer.Inner();
        inner.Declare(state, value);
        Rule.AddSome(inner, operators);
        var result = inner.Statements.SelectMany(statement => statement.Results).LastOrDefault(variable => variable.Classes == 0 && variable.HasShape(state.Shape)) ?? state;
        // The values of all turns together stay tame.
        var settled = inner.New("settled", state.Shape);
        inner.Add(Statement.Of(settled, $"Tanh({result.Name}) + {state.Name} * 0.5f", [result, state], (_, operands) => operands[0].tanh() + operands[1] * 0.5f) with { Operators = 3 });
        return new(new StatementBlock([], inner.Statements, [settled]).WithoutDeadStatements().Statements, settled);
    }

    /// <summary>The variables from around the braces that are read, without the one that is changed.</summary>
    public IReadOnlyList<Variable> Captured(Variable state)
    {
        var own = Statements.SelectMany(statement => statement.Results).Append(state).Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        return [.. Statements.SelectMany(statement => statement.Reads).Where(variable => !own.Contains(variable.Name)).DistinctBy(variable => variable.Name)];
    }

    /// <summary>Its C#, which ends by assigning the result.</summary>
    public IEnumerable<string> Lines(Variable state) =>
        ["{", .. Statements.SelectMany(statement => statement.Lines).Append($"{state.Name} = {Result.Name};").Select(line => $"    {line}"), "}"];

    /// <summary>Runs it once in libtorch.</summary>
    /// <param name="frame">The module.</param>
    /// <param name="state">The variable that is changed.</param>
    /// <param name="value">Its value before.</param>
    /// <param name="captured">The values of the others.</param>
    public torch.Tensor Run(TorchFrame frame, Variable state, torch.Tensor value, IEnumerable<torch.Tensor> captured)
    {
        var values = new Dictionary<string, torch.Tensor>(StringComparer.Ordinal) { [state.Name] = value };
        foreach (var (variable, outer) in Captured(state).Zip(captured))
            values[variable.Name] = outer;
        foreach (var statement in Statements)
            statement.Run(frame, values);
        return values[Result.Name];
    }
}
