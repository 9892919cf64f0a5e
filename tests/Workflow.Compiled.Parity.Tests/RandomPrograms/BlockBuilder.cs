using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A block of statements under construction. Each statement is run in libtorch as soon as it is made, so that values stay tame.</summary>
internal sealed class BlockBuilder
{
    // Beyond these a statement is not taken: what follows would be rounding errors.
    private const double MostMagnitude = 40, MostSlope = 30;

    // Beyond this a result is scaled down.
    private const double Large = 3;

    private readonly Dictionary<string, torch.Tensor> _values = new(StringComparer.Ordinal);
    private readonly List<Variable> _visible = [];
    private readonly List<Statement> _statements = [];

    /// <param name="module">The module that it stands in.</param>
    public BlockBuilder(ModuleScope module) => Module = module;

    /// <summary>The module that it stands in.</summary>
    public ModuleScope Module { get; }

    /// <summary>Where choices come from.</summary>
    public Random Random => Module.Random;

    /// <summary>What it has so far.</summary>
    public IReadOnlyList<Statement> Statements => _statements;

    /// <summary>The number of operators so far.</summary>
    public int Operators => _statements.Sum(statement => statement.Operators);

    /// <summary>The float variables that a statement may read.</summary>
    public IEnumerable<Variable> Tensors => _visible.Where(variable => variable.Classes == 0);

    /// <summary>The variables of whole numbers.</summary>
    public IEnumerable<Variable> Indices => _visible.Where(variable => variable.Classes > 0);

    /// <summary>The value of a variable.</summary>
    public torch.Tensor this[Variable variable] => _values[variable.Name];

    /// <summary>A block inside, which sees what this one sees.</summary>
    public BlockBuilder Inner()
    {
        var inner = new BlockBuilder(Module);
        foreach (var variable in _visible)
            inner.Declare(variable, this[variable]);
        return inner;
    }

    /// <summary>Adds a variable that no statement makes.</summary>
    public void Declare(Variable variable, torch.Tensor value)
    {
        _visible.Add(variable);
        _values[variable.Name] = value;
    }

    /// <summary>A new variable.</summary>
    public Variable New(string stem, params Length[] shape) => new(Module.Names.Next(stem), shape);

    /// <summary>One of the variables, of those that fit; later ones more often. Null where none fits.</summary>
    public Variable? Choose(Func<Variable, bool> fits)
    {
        var fitting = Tensors.Where(fits).ToArray();
        return fitting.Length == 0 ? null : fitting[Math.Max(Random.Next(fitting.Length), Random.Next(fitting.Length))];
    }

    /// <summary>Adds a statement, unless what it gives or its derivatives are too large.</summary>
    public bool TryAdd(Statement statement)
    {
        if (Evaluate(statement) is not { } results)
            return false;
        _statements.Add(statement);
        foreach (var (variable, value) in statement.Results.Zip(results))
        {
            if (!value.shape.SequenceEqual(variable.TorchShape))
                throw new InvalidOperationException($"'{string.Join(" ", statement.Lines)}' gives [{string.Join(", ", value.shape)}], not [{string.Join(", ", variable.TorchShape)}]");
            Declare(variable, value);
        }

        foreach (var result in statement.Results.Where(result => Magnitude(this[result]) > Large))
            Shrink(result);
        return true;
    }

    /// <summary>Adds a statement that cannot fail.</summary>
    public Variable Add(Statement statement) =>
        TryAdd(statement) ? statement.Results[0] : throw new InvalidOperationException($"'{string.Join(" ", statement.Lines)}' gives too large values");

    /// <summary>The statements that give some outputs from some inputs.</summary>
    public StatementBlock Build(IReadOnlyList<Variable> inputs, IReadOnlyList<Variable> outputs) => new(inputs, _statements, outputs);

    /// <summary>Whether the greatest magnitude of a tensor is at most this.</summary>
    public static double Magnitude(torch.Tensor tensor) => tensor.numel() == 0 ? 0 : tensor.abs().max().item<double>();

    private IReadOnlyList<torch.Tensor>? Evaluate(Statement statement)
    {
        var operands = statement.Reads.Select(variable => variable.Classes > 0 ? this[variable] : this[variable].detach().requires_grad_()).ToArray();
        var results = statement.Torch(Module.Frame, operands);
        if (results.Any(result => !(Magnitude(result.detach()) <= MostMagnitude)))
            return null;
        var sum = results.Where(result => result.requires_grad).Select(result => result.sum()).ToArray();
        if (sum.Length > 0)
            sum.Aggregate((a, b) => a + b).backward();
        return operands.Any(operand => operand.grad is { } gradient && !(Magnitude(gradient) <= MostSlope)) ? null : [.. results.Select(result => result.detach())];
    }

    private void Shrink(Variable variable)
    {
        var factor = MathF.Pow(2, -MathF.Ceiling(MathF.Log2((float)(Magnitude(this[variable]) / 2))));
        var scaled = New("scaled", variable.Shape);
        if (!TryAdd(Statement.Of(scaled, FormattableString.Invariant($"{variable.Name} * {factor}f"), [variable], (_, operands) => operands[0] * factor)))
            return;
        _visible.Remove(variable);
    }
}
