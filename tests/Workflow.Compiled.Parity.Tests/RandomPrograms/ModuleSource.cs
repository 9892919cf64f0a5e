using System.Text;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A module of a random program.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Given">What its constructor is given.</param>
/// <param name="Forward">What it computes.</param>
internal sealed record ModuleSource(string Name, IReadOnlyList<Given> Given, StatementBlock Forward)
{
    /// <summary>This module and all that it uses.</summary>
    public IEnumerable<ModuleSource> WithModules => Forward.Statements.SelectMany(statement => statement.Modules).SelectMany(module => module.WithModules).Prepend(this).DistinctBy(module => module.Name);

    /// <summary>The call of its constructor, in a module that was given the same.</summary>
    public string Creation => $"{Name}({string.Join(", ", Given.Select(given => given.Name))})";

    /// <summary>Prints the class.</summary>
    public void Write(StringBuilder text)
    {
        text.AppendLine("[CompiledModule]").Append("public sealed partial class ").Append(Name);
        if (Given.Count > 0)
            text.Append('(').AppendJoin(", ", Given.Select(given => given.Declaration)).Append(')');
        text.AppendLine(" : Module").AppendLine("{");
        foreach (var field in Forward.Statements.SelectMany(statement => statement.Fields).Distinct())
            text.Append("    ").AppendLine(field);
        var parameters = Forward.Inputs.Select(input => $"[Shape({string.Join(", ", input.Shape.Select(Quote))})] {input.Declaration}");
        WriteMethod(text, $"public {Forward.ReturnType} Forward({string.Join(", ", parameters)})", [.. Forward.Statements.SelectMany(statement => statement.Lines), Forward.Return]);
        foreach (var method in Forward.Statements.SelectMany(statement => statement.Methods).Distinct())
            text.AppendLine().AppendLine(method);
        text.AppendLine("}");
    }

    private static void WriteMethod(StringBuilder text, string header, IEnumerable<string> lines)
    {
        text.AppendLine().Append("    ").AppendLine(header).AppendLine("    {");
        foreach (var line in lines)
            text.Append("        ").AppendLine(line);
        text.AppendLine("    }");
    }

    private static string Quote(Length length) => length.IsNumber ? length.Text : $"\"{length.Text}\"";
}
