using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>The tracing of one graph: of <c>Forward</c>, or of the body of a loop.</summary>
internal sealed class BodyTrace
{
    private readonly BodyTrace? _outer;
    private readonly List<Traced> _captured = [];
    private readonly Dictionary<int, Making> _makings = [];

    private BodyTrace(ModuleTrace module, BodyTrace? outer, string index)
    {
        (Module, _outer, Index) = (module, outer, index);
        Facts = new Facts(outer?.Facts ?? module.Hyperparameters.Path);
        Scope = new Scope(outer?.Scope);
        Expressions = new ExpressionTracer(this);
        Statements = new StatementTracer(this);
    }

    public ModuleTrace Module { get; }

    /// <summary>What is known of lengths here.</summary>
    public Facts Facts { get; }

    /// <summary>Has lengths checked where the pass begins.</summary>
    public Agreement Agreement => new(this);

    /// <summary>The graph as far as it is traced.</summary>
    public GraphTrace Graph { get; } = new();

    /// <summary>The variables of this body.</summary>
    public Scope Scope { get; private set; }

    /// <summary>The symbol that counts the turns of the loop; empty outside of loops.</summary>
    public string Index { get; }

    public ExpressionTracer Expressions { get; }

    public StatementTracer Statements { get; }

    /// <summary>The values of the graph around it that the body of a loop reads, in the order of its inputs.</summary>
    public IReadOnlyList<Traced> Captured => _captured;

    public static BodyTrace Of(ModuleTrace module) => new(module, null, "");

    public BodyTrace Inner(string index) => new(Module, this, index);

    /// <summary>How a value of this graph came about; null where no operator computes it.</summary>
    public Making? MakingOf(Value value) => _makings.TryGetValue(value.Id, out var making) ? making : null;

    /// <summary>Notes how a value came about.</summary>
    public void Note(Value value, Making making) => _makings[value.Id] = making;

    /// <summary>What a variable holds; tensors from around a loop become inputs of its body.</summary>
    public Held? Find(ISymbol variable)
    {
        if (Scope.Find(variable) is { } held)
            return held;
        if (_outer?.Find(variable) is not { } outer)
            return null;
        return Scope[variable] = Capture(outer);
    }

    /// <summary>Runs something with variables of its own, as the body of a method has them.</summary>
    public Held? InOwnScope(Scope scope, Func<Held?> run)
    {
        var before = Scope;
        Scope = scope;
        try
        {
            return run();
        }
        finally
        {
            Scope = before;
        }
    }

    /// <summary>A whole number of an expression; null where it is not known.</summary>
    public Dimension? Number(IOperation operation) => Module.Numbers.Number(operation, Scope);

    /// <summary>What an expression that is no tensor holds; null where it is not known.</summary>
    public Held? Read(IOperation operation) => Module.Numbers.Read(operation, Scope);

    /// <summary>A real number as C# over <c>model</c>; null where it is not known when the model is made.</summary>
    public string? Real(IOperation operation) => Module.Reals.Read(operation, Scope);

    private Held Capture(Held outer) => outer switch
    {
        HeldTensor tensor => new HeldTensor(Capture(tensor.Traced)),
        HeldTuple tuple => new HeldTuple(tuple.Items.Select(item => new HeldItem(() => Capture(item.Value))).ToEquatableArray()),
        _ => outer,
    };

    private Traced Capture(Traced traced)
    {
        _captured.Add(traced);
        var input = Graph.Input(traced.Value.Name, traced.Value.Shape, traced.Value.Element);
        return traced with { Value = input };
    }
}
