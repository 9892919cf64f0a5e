using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints calls of another module's frame.</summary>
internal sealed class CallEmitter(FrameClass frame, Places places)
{
    /// <summary>The frame, and a second one where the activations are computed again.</summary>
    public IEnumerable<string> Fields(CallSite site)
    {
        var type = $"{site.Callee}.{frame.Kind}Frame";
        yield return $"{type} {Names.Field(site)}";
        if (frame.IsTraining && site.IsCheckpointed)
            yield return $"{type} {Names.Field(site)}Again";
    }

    /// <summary>Prints how the frames are made.</summary>
    public void WriteFrame(SourceWriter writer, CallSite site, int forward, int backward)
    {
        if (!frame.IsTraining)
        {
            writer.Line($"{Names.Field(site)} = Reserve({Open(site, [])}, forward: {forward}, backward: {forward});");
            return;
        }

        if (!site.IsCheckpointed || backward < 0)
        {
            writer.Line($"{Names.Field(site)} = Reserve({Open(site, ["context"])}, forward: {forward}, backward: {(backward < 0 ? forward : backward)});");
            return;
        }

        writer.Line($"var {site.Name}Site = context.Site;");
        writer.Line($"{Names.Field(site)} = Reserve({Open(site, ["context"])}, forward: {forward}, backward: {forward});");
        writer.Line($"{Names.Field(site)}Again = Reserve({Open(site, [$"context.Again({site.Name}Site)"])}, forward: {backward}, backward: {backward});");
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
