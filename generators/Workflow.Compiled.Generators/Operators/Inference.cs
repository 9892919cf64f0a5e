using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The answer of a shape rule: a shape, or the diagnostic that says why there is none.</summary>
public sealed record Inference
{
    private Inference(Shape? shape, string diagnosticId, EquatableArray<string> arguments)
    {
        Shape = shape;
        DiagnosticId = diagnosticId;
        Arguments = arguments;
    }

    /// <summary>The shape of the result; null when the shapes do not fit.</summary>
    public Shape? Shape { get; }

    /// <summary>The id of the diagnostic when the shapes do not fit; else empty.</summary>
    public string DiagnosticId { get; }

    /// <summary>The arguments of the diagnostic's message.</summary>
    public EquatableArray<string> Arguments { get; }

    /// <summary>Changes of the source after which the shapes would fit, the likeliest first.</summary>
    public EquatableArray<Cure> Cures { get; private init; } = [];

    /// <summary>What is probably not meant although the shapes fit; null where nothing is to be said.</summary>
    public Warning? Warning { get; private init; }

    /// <summary>The operation is well formed and gives this shape.</summary>
    public static Inference Of(Shape shape) => new(shape, "", []);

    /// <summary>The operation is not well formed.</summary>
    public static Inference Fails(string diagnosticId, params string[] arguments) => new(null, diagnosticId, arguments.ToEquatableArray());

    /// <summary>The same with a warning.</summary>
    public Inference WithWarning(Warning? warning) => this with { Warning = warning };

    /// <summary>The same with further changes that would help.</summary>
    public Inference CuredBy(params IEnumerable<Cure> cures) => this with { Cures = Cures.Concat(cures).ToEquatableArray() };
}
