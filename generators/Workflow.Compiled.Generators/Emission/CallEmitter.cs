using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints calls of another module's frame.</summary>
internal sealed class CallEmitter(FrameClass frame, Places places)
{
    /// <summary>The field of a frame.</summary>
    public string Field(FrameStorage storage, CallSite site) => $"{site.Callee}.{frame.Kind}Frame {NameOf(storage)}";

    /// <summary>Prints how a frame is made. One that computes again draws the same random numbers.</summary>
    public void WriteFrame(SourceWriter writer, FrameStorage storage, CallSite site)
    {
        if (frame.IsTraining && site.IsCheckpointed && !storage.IsAgain)
            writer.Line($"var {site.Name}Site = context.Site;");
        string[] context = !frame.IsTraining ? [] : storage.IsAgain ? [$"context.Again({site.Name}Site)"] : ["context"];
        writer.Line($"{NameOf(storage)} = Reserve({Open(site, context)}, forward: {storage.Forward}, backward: {storage.Backward});");
    }

    public void WriteForward(SourceWriter writer, RunStep step)
    {
        var site = (CallSite)step.Site;
        WriteForward(writer, Names.Field(site), site, step.Arguments, step.Results);
    }

    public void WriteBackward(SourceWriter writer, RunBackwardStep step, string pass)
    {
        var site = (CallSite)step.Site;
        var field = Names.Field(site);
        if (site.IsCheckpointed)
        {
            field += "Again";
            WriteForward(writer, field, site, step.Arguments, step.Results);
        }

        string[] arguments =
        [
            .. step.Arguments.Concat(step.Results).Concat(step.ResultGradients).Select(places.Read),
            .. pass == "BackwardParameters" ? [] : step.ArgumentGradients.Where(gradient => gradient >= 0).Select(places.Write),
        ];
        writer.Line($"{field}.{pass}({string.Join(", ", arguments)});");
    }

    private static string NameOf(FrameStorage storage) => Names.Field(storage.Site) + (storage.IsAgain ? "Again" : "");

    private void WriteForward(SourceWriter writer, string field, CallSite site, IEnumerable<int> arguments, IEnumerable<int> results)
    {
        writer.Line($"{field}.Bind({string.Join(", ", site.Symbols.Select(Length))});");
        writer.Line($"{field}.Forward({string.Join(", ", arguments.Select(places.Read).Concat(results.Select(places.Write)))});");
    }

    private string Open(CallSite site, IEnumerable<string> context)
    {
        var module = Names.Member(site.Access, frame.Symbols);
        return $"{module}.Open{frame.Kind}({string.Join(", ", context.Concat(site.Symbols.Select(Length)))})";
    }

    private string Length(Dimension dimension) => Names.Length(dimension, frame.Symbols);
}
