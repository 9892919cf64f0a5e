using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints the shapes of all values as remarks of the class, which editors show beside what the user wrote about it.</summary>
internal static class DocumentationEmitter
{
    public static void Write(SourceWriter writer, EquatableArray<ShapeRow> shapes)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <list type=\"table\">");
        writer.Line("/// <listheader><term>value</term><description>shape</description></listheader>");
        foreach (var row in shapes)
            writer.Line($"/// <item><term>{Escape(row.Name)}</term><description>{Escape(row.Shape)}</description></item>");
        writer.Line("/// </list>");
        writer.Line("/// </remarks>");
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
