using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A loop that changes a tensor: as often as the constructor says, or a number of times.</summary>
internal sealed class LoopRule() : Rule(3)
{
    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Choose(_ => true) is not { } x)
            return;
        var depth = block.Module.Given.FirstOrDefault(given => given.Name == "depth");
        var turns = depth is not null && block.Random.Next(4) > 0 ? depth.Length : Length.Of(block.Random.Next(1, 4));
        var state = block.New("state", x.Shape);
        var body = InnerBlock.Make(block, state, block[x], block.Random.Next(1, Math.Max(2, Math.Min(6, room))));
        var index = block.Module.Names.Next("turn");
        var statement = new Statement(
            [state],
            [x, .. body.Captured(state)],
            [$"var {state.Name} = {x.Name};", $"for (var {index} = 0; {index} < {turns}; {index}++)", .. body.Lines(state)],
            (frame, operands) => [Run(frame, body, state, operands, turns.Value)]);
        block.TryAdd(statement.Around(body.Statements, Math.Max(1, turns.Value)));
    }

    private static torch.Tensor Run(TorchFrame frame, InnerBlock body, Variable state, IReadOnlyList<torch.Tensor> operands, int turns)
    {
        var value = operands[0] + 0;
        for (var turn = 0; turn < turns; turn++)
            value = body.Run(frame, state, value, operands.Skip(1));
        return value;
    }
}
