using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>What a statement does, in libtorch: from the variables that it reads to those that it gives.</summary>
internal delegate IReadOnlyList<torch.Tensor> TorchMeaning(TorchFrame frame, IReadOnlyList<torch.Tensor> operands);

/// <summary>A statement of a random program, in C# and in libtorch's words.</summary>
/// <param name="Results">The variables that it declares.</param>
/// <param name="Reads">The variables that it reads.</param>
/// <param name="Lines">Its C#.</param>
/// <param name="Torch">What it means.</param>
internal sealed record Statement(IReadOnlyList<Variable> Results, IReadOnlyList<Variable> Reads, IReadOnlyList<string> Lines, TorchMeaning Torch)
{
    /// <summary>The fields that it needs, as they are declared.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The methods of the class that it needs.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>The modules that it uses.</summary>
    public IReadOnlyList<ModuleSource> Modules { get; init; } = [];

    /// <summary>The number of operators that it stands for.</summary>
    public int Operators { get; init; } = 1;

    /// <summary>How many terms its longest sum has.</summary>
    public int Terms { get; init; } = 1;

    /// <summary>A statement with one result.</summary>
    public static Statement Of(Variable result, string expression, IReadOnlyList<Variable> reads, Func<TorchFrame, IReadOnlyList<torch.Tensor>, torch.Tensor> torch) =>
        new([result], reads, [$"var {result.Name} = {expression};"], (frame, operands) => [torch(frame, operands)]);

    /// <summary>The same statement with others inside of it, which need what they need.</summary>
    /// <param name="inside">The others.</param>
    /// <param name="times">How often they run.</param>
    public Statement Around(IReadOnlyCollection<Statement> inside, int times = 1) => this with
    {
        Fields = [.. Fields, .. inside.SelectMany(statement => statement.Fields)],
        Methods = [.. Methods, .. inside.SelectMany(statement => statement.Methods)],
        Modules = [.. Modules, .. inside.SelectMany(statement => statement.Modules)],
        Operators = 1 + inside.Sum(statement => statement.Operators),
        Terms = Terms + times * inside.Sum(statement => statement.Terms),
    };

    /// <summary>Runs it in libtorch.</summary>
    /// <param name="frame">The module that it stands in.</param>
    /// <param name="values">The variables, to which the results are added.</param>
    public void Run(TorchFrame frame, Dictionary<string, torch.Tensor> values)
    {
        var results = Torch(frame, [.. Reads.Select(variable => values[variable.Name])]);
        for (var i = 0; i < Results.Count; i++)
            values[Results[i].Name] = results[i];
    }
}
