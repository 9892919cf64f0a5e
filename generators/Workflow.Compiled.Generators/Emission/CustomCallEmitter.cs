using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints calls of methods that the user wrote.</summary>
internal sealed class CustomCallEmitter(FrameSymbols symbols, Places places)
{
    public static string Method(CustomStep step) => $"{step.Call.Type}.{step.Call.Method}";

    public IEnumerable<string> Arguments(CustomStep step)
    {
        var sources = new Queue<int>(step.Sources);
        var results = new Queue<int>(step.Results);
        return [.. step.Call.Arguments.Select(argument => argument switch
        {
            CallArgument.Read => places.Read(sources.Dequeue()),
            CallArgument.Written => Written(results.Dequeue()),
            CallArgument.Nothing => "default",
            CallArgument.Lengths lengths => Names.ShapeOf(lengths.Shape, symbols),
            CallArgument.Number number => Names.Length(number.Value, symbols),
            CallArgument.Constant constant => constant.Text,
            CallArgument.Member member => Names.Member(member.Access, symbols),
            _ => throw new InvalidOperationException($"a {argument.GetType().Name} cannot be printed"),
        })];
    }

    private string Written(int result) => result < 0 ? "default" : places.Write(result);
}
