using System.Text;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Writes operator samples as C#.</summary>
internal static class SampleSource
{
    /// <summary>The class that holds the samples as plain methods over their operands, as a user calls them eagerly.</summary>
    public const string EagerClass = "Eager";

    /// <summary>The class whose method <c>Create</c> makes the module of a right use.</summary>
    public const string FactoryClass = "Factory";

    private const string Usings = """
        using Workflow.Compiled;
        using static Workflow.Compiled.Functional;

        """;

    /// <summary>The method of <see cref="EagerClass"/> for a right (or wrong) use.</summary>
    public static string MethodName(int index, bool isBad = false) => isBad ? $"Bad{index}" : $"Sample{index}";

    /// <summary>The compiled module of a right use.</summary>
    public static string ModuleName(int index) => $"Module{index}";

    /// <summary>All samples as plain methods; no compiler of ours is needed for these.</summary>
    public static string Eager(IReadOnlyList<OperatorSample> samples, IReadOnlyList<BadSample> bad)
    {
        var text = new StringBuilder(Usings).AppendLine($"public static class {EagerClass}").AppendLine("{");
        for (var index = 0; index < samples.Count; index++)
            AppendMethod(text, MethodName(index), samples[index].Operands, samples[index].Body);
        for (var index = 0; index < bad.Count; index++)
            AppendMethod(text, MethodName(index, isBad: true), bad[index].Operands, bad[index].Body);
        return text.AppendLine("}").ToString();
    }

    /// <summary>A use of an operator as a module whose operands are weights (see <see cref="Operand"/>).</summary>
    public static string Module(string name, string body, IEnumerable<Operand> operands)
    {
        var text = new StringBuilder(Usings);
        text.AppendLine("[CompiledModule]").AppendLine($"public sealed partial class {name} : Module").AppendLine("{");
        foreach (var operand in operands)
            text.AppendLine($"    private readonly Linear _{operand.Name} = new({Operand.Batch}, {operand.Count}, bias: false);");

        text.AppendLine($"    public Tensor Forward([Shape(\"batch\", {Operand.Batch})] Tensor rows)").AppendLine("    {");
        foreach (var operand in operands)
            text.AppendLine($"        var {operand.Name} = {Expression(operand)};");
        return text.AppendLine($"        return {body};").AppendLine("    }").AppendLine("}").ToString();
    }

    /// <summary>A method that makes the modules of samples, so that no reflection is needed for each.</summary>
    public static string Factory(IEnumerable<int> indices)
    {
        var text = new StringBuilder(Usings).AppendLine($"public static class {FactoryClass}").AppendLine("{").AppendLine("    public static Module Create(int index) => index switch").AppendLine("    {");
        foreach (var index in indices)
            text.AppendLine($"        {index} => new {ModuleName(index)}(),");
        return text.AppendLine("        _ => throw new System.ArgumentOutOfRangeException(nameof(index)),").AppendLine("    };").AppendLine("}").ToString();
    }

    private static string Expression(Operand operand)
    {
        var lengths = string.Join(", ", operand.Scores);
        return (operand.IsBatched
            ? $"_{operand.Name}.Forward(rows).Reshape(-1, {lengths})"
            : $"_{operand.Name}.Forward(rows).Sum(0).Reshape({lengths})") + (operand.Classes > 0 ? ".ArgMax(-1)" : "");
    }

    private static void AppendMethod(StringBuilder text, string name, IEnumerable<Operand> operands, string body) =>
        text.AppendLine($"    public static Tensor {name}({string.Join(", ", operands.Select(operand => $"{(operand.Classes > 0 ? "IndexTensor" : "Tensor")} {operand.Name}"))}) => {body};");
}
