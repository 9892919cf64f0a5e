namespace Workflow.Compiled.Parity.Tests;

/// <summary>A choice that a flag of the constructor makes.</summary>
internal sealed class ConditionRule() : Rule(3)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Module.Given.FirstOrDefault(given => given.IsFlag) is not { } flag || block.Choose(_ => true) is not { } x)
            return;
        if (block.Random.Next(2) == 0)
            AddExpression(block, flag, x);
        else
            AddStatement(block, flag, x, room);
    }

    private static void AddExpression(BlockBuilder block, Given flag, Variable x)
    {
        if (block.Choose(variable => variable.HasShape(x.Shape) && variable != x) is not { } other)
            return;
        block.TryAdd(Statement.Of(
            block.New("chosen", x.Shape), $"{flag.Name} ? {x.Name} : {other.Name}", [x, other], (_, operands) => operands[flag.Value != 0 ? 0 : 1] + 0));
    }

    private static void AddStatement(BlockBuilder block, Given flag, Variable x, int room)
    {
        var state = block.New("chosen", x.Shape);
        var most = Math.Max(1, Math.Min(4, room / 2));
        var yes = InnerBlock.Make(block, state, block[x], block.Random.Next(1, most + 1));
        var no = block.Random.Next(2) == 0 ? InnerBlock.Make(block, state, block[x], block.Random.Next(1, most + 1)) : null;
        var (ofYes, ofNo) = (yes.Captured(state), no?.Captured(state) ?? []);
        var statement = new Statement(
            [state],
            [x, .. ofYes, .. ofNo],
            [$"var {state.Name} = {x.Name};", $"if ({flag.Name})", .. yes.Lines(state), .. no is null ? [] : no.Lines(state).Prepend("else")],
            (frame, operands) => [flag.Value != 0 ? yes.Run(frame, state, operands[0], operands.Skip(1))
                : no is not null ? no.Run(frame, state, operands[0], operands.Skip(1 + ofYes.Count))
                : operands[0] + 0]);
        block.TryAdd(statement.Around([.. yes.Statements, .. no?.Statements ?? []]));
    }
}
