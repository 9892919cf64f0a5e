namespace Workflow.Compiled.Parity.Tests;

/// <summary>A choice that a value of the constructor makes: a flag, or a number compared with another.</summary>
internal sealed class ConditionRule() : Rule(3)
{
    private static readonly (string Text, Func<int, int, bool> IsTrue)[] s_comparisons =
    [
        ("==", (a, b) => a == b),
        ("!=", (a, b) => a != b),
        (">", (a, b) => a > b),
        ("<=", (a, b) => a <= b),
    ];

    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Module.Given.Count == 0 || block.Choose(_ => true) is not { } x)
            return;
        var condition = Condition(block);
        if (block.Random.Next(2) == 0)
            AddExpression(block, condition, x);
        else
            AddStatement(block, condition, x, room);
    }

    private static (string Text, bool IsTrue) Condition(BlockBuilder block)
    {
        var given = block.Module.Given[block.Random.Next(block.Module.Given.Count)];
        if (given.IsFlag)
            return (given.Name, given.Value != 0);
        var (comparison, number) = (s_comparisons[block.Random.Next(s_comparisons.Length)], block.Random.Next(7));
        return ($"{given.Name} {comparison.Text} {number}", comparison.IsTrue(given.Value, number));
    }

    private static void AddExpression(BlockBuilder block, (string Text, bool IsTrue) condition, Variable x)
    {
        if (block.Choose(variable => variable.HasShape(x.Shape) && variable != x) is not { } other)
            return;
        block.TryAdd(Statement.Of(
            block.New("chosen", x.Shape), $"{condition.Text} ? {x.Name} : {other.Name}", [x, other], (_, operands) => operands[condition.IsTrue ? 0 : 1] + 0));
    }

    private static void AddStatement(BlockBuilder block, (string Text, bool IsTrue) condition, Variable x, int room)
    {
        var state = block.New("chosen", x.Shape);
        var most = Math.Max(1, Math.Min(4, room / 2));
        var yes = InnerBlock.Make(block, state, block[x], block.Random.Next(1, most + 1));
        var no = block.Random.Next(2) == 0 ? InnerBlock.Make(block, state, block[x], block.Random.Next(1, most + 1)) : null;
        var (ofYes, ofNo) = (yes.Captured(state), no?.Captured(state) ?? []);
        var statement = new Statement(
            [state],
            [x, .. ofYes, .. ofNo],
            [$"var {state.Name} = {x.Name};", $"if ({condition.Text})", .. yes.Lines(state), .. no is null ? [] : no.Lines(state).Prepend("else")],
            (frame, operands) => [condition.IsTrue ? yes.Run(frame, state, operands[0], operands.Skip(1))
                : no is not null ? no.Run(frame, state, operands[0], operands.Skip(1 + ofYes.Count))
                : operands[0] + 0]);
        block.TryAdd(statement.Around([.. yes.Statements, .. no?.Statements ?? []]));
    }
}
