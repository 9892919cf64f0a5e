namespace Workflow.Compiled.Parity.Tests;

/// <summary>A module inside, sometimes used twice, not trained, or computed again in the backward pass.</summary>
internal sealed class ModuleRule() : Rule(3)
{
    private const int MostDepth = 2;

    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Module.Depth >= MostDepth || room < 2)
            return;
        var arguments = Callee.Arguments(block, variable => variable.IsBatched && variable.Shape.All(length => length.IsDeclarable));
        if (arguments.Count == 0)
            return;
        var member = block.Module.Names.Next("block");
        var inputs = arguments.Select(argument => argument with { Name = block.Module.Names.Next("input") }).ToArray();
        var body = Callee.Body(block, block.Module.In(member), arguments, inputs, block.Random.Next(1, Math.Min(10, room) + 1));
        var module = new ModuleSource(block.Module.Names.Next("Block"), block.Module.Given, body);
        var isFrozen = block.Random.Next(8) == 0;
        var attributes = (isFrozen ? "[Frozen] " : "") + (block.Random.Next(6) == 0 ? "[Checkpoint] " : "");
        Variable[] used = [.. arguments.Where((_, i) => body.Inputs.Contains(inputs[i]))];
        IReadOnlyList<Variable>? Call(IReadOnlyList<Variable> operands) => Callee.Call(
            block,
            $"_{member}.Forward",
            body,
            operands,
            (frame, values) => body.Run(frame.In(member, isFrozen), values),
            // What the module needs stands in its own class.
            statement => statement with { Fields = [attributes + Fields.Module(module.Name, member, module.Creation[module.Name.Length..].Trim('(', ')'))], Methods = [], Modules = [module] });

        if (Call(used) is not { } results || block.Random.Next(3) > 0)
            return;
        var again = results.FirstOrDefault(result => result.HasShape(used[0].Shape)) ?? block.Choose(variable => variable.HasShape(used[0].Shape));
        Call([again!, .. used.Skip(1)]);
    }
}
