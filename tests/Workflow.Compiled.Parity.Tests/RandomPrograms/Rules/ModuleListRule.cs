using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A list of modules of one kind, one after the other.</summary>
internal sealed class ModuleListRule() : Rule(2)
{
    private const int MostDepth = 1;

    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Module.Depth >= MostDepth || room < 2 || block.Choose(variable => variable.IsWritableBehindBatch) is not { } x)
            return;
        var depth = block.Module.Given.FirstOrDefault(given => given.Name == "depth")?.Length ?? Length.Of(block.Random.Next(1, 4));
        var (member, state) = (block.Module.Names.Next("blocks"), block.New("state", x.Shape));
        var body = MakeBody(block, member, x, Math.Min(8, room));
        var module = new ModuleSource(block.Module.Names.Next("Block"), block.Module.Given, body);
        var statement = new Statement(
            [state],
            [x],
            [$"var {state.Name} = {x.Name};", .. Loop(block, member, state)],
            (frame, operands) => [Run(frame, body, member, operands[0], depth.Value)]);
        block.TryAdd(statement.Around(body.Statements.ToArray(), Math.Max(1, depth.Value)) with
        {
            Fields = [$"private readonly ModuleList<{module.Name}> _{member} = new({depth}, () => new {module.Creation});"],
            Methods = [],
            Modules = [module],
        });
    }

    /// <summary>From a tensor to one of the same shape.</summary>
    private static StatementBlock MakeBody(BlockBuilder block, string member, Variable x, int operators)
    {
        var input = x with { Name = block.Module.Names.Next("input") };
        var body = new BlockBuilder(block.Module.In($"{member}.0"));
        body.Declare(input, block[x]);
        var settled = InnerBlock.Make(body, input, block[x], operators);
        return new StatementBlock([input], settled.Statements, [settled.Result]);
    }

    private static string[] Loop(BlockBuilder block, string member, Variable state)
    {
        var name = block.Module.Names.Next("item");
        return block.Random.Next(2) == 0
            ? [$"foreach (var {name} in _{member})", $"    {state.Name} = {name}.Forward({state.Name});"]
            : [$"for (var {name} = 0; {name} < _{member}.Count; {name}++)", $"    {state.Name} = _{member}[{name}].Forward({state.Name});"];
    }

    private static torch.Tensor Run(TorchFrame frame, StatementBlock body, string member, torch.Tensor value, int turns)
    {
        value = value + 0;
        for (var turn = 0; turn < turns; turn++)
            value = body.Run(frame.In($"{member}.{turn}"), [value])[0];
        return value;
    }
}
