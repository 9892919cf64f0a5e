namespace Workflow.Compiled.Parity.Tests;

/// <summary>A method of the class, called once or twice.</summary>
internal sealed class MethodRule() : Rule(2)
{
    private const int MostDepth = 2;

    /// <inheritdoc/>
    protected override void TryAdd(BlockBuilder block, int room)
    {
        if (block.Module.Depth >= MostDepth || room < 2)
            return;
        var arguments = Callee.Arguments(block, _ => true);
        if (arguments.Count == 0)
            return;
        var inputs = arguments.Select(argument => argument with { Name = block.Module.Names.Next("given") }).ToArray();
        var body = Callee.Body(block, block.Module.Deeper(), arguments, inputs, block.Random.Next(1, Math.Min(8, room) + 1));
        var name = block.Module.Names.Next("Method");
        string[] lines = [.. body.Statements.SelectMany(statement => statement.Lines), body.Return];
        var method = $"    private {body.ReturnType} {name}({string.Join(", ", body.Inputs.Select(input => input.Declaration))})\n    {{\n        {string.Join("\n        ", lines)}\n    }}";
        Callee.Call(block, name, body, [.. arguments.Where((_, i) => body.Inputs.Contains(inputs[i]))], (frame, operands) => body.Run(frame, operands), statement =>
            statement with { Methods = [method, .. statement.Methods] });
    }
}
