using Microsoft.CodeAnalysis;

namespace Workflow.Compiled.Generators.Diagnostics;

/// <summary>All diagnostics. Each has a row in AnalyzerReleases.Unshipped.md and a page in docs/diagnostics.</summary>
public static class Descriptors
{
    private const string Category = "Workflow.Compiled";
    private const string Pages = "https://github.com/workflow-compiled/workflow-compiled/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor NotPartial = Create(
        DiagnosticIds.NotPartial,
        "A compiled module must be partial",
        "'{0}' is marked [CompiledModule] but is not partial, so the compiler cannot add its passes: write 'partial class {0}'");

    public static readonly DiagnosticDescriptor NotAModule = Create(
        DiagnosticIds.NotAModule,
        "A compiled module must derive from Module",
        "'{0}' is marked [CompiledModule] but does not derive from Module: write 'class {0} : Module'");

    public static readonly DiagnosticDescriptor NoForward = Create(
        DiagnosticIds.NoForward,
        "A compiled module must have a Forward method",
        "'{0}' has no method Forward for the compiler to read: add 'public Tensor Forward([Shape(\"batch\", ...)] Tensor input)'");

    public static readonly DiagnosticDescriptor Unsupported = Create(
        DiagnosticIds.Unsupported,
        "Forward uses something that the compiler cannot read",
        "The compiler cannot read {0}: {1}");

    public static readonly DiagnosticDescriptor FeatureMismatch = Create(
        DiagnosticIds.FeatureMismatch,
        "The number of features does not fit",
        "{0}; change one of the two numbers so that they agree");

    public static readonly DiagnosticDescriptor IncompatibleBroadcast = Create(
        DiagnosticIds.IncompatibleBroadcast,
        "The shapes do not broadcast",
        "{0}; reshape one operand");

    public static readonly DiagnosticDescriptor ReshapeChangesCount = Create(
        DiagnosticIds.ReshapeChangesCount,
        "The reshape changes the number of elements",
        "{0}; choose lengths with the same product, or -1 for one of them");

    public static readonly DiagnosticDescriptor InputWithoutShape = Create(
        DiagnosticIds.InputWithoutShape,
        "The input has no [Shape]",
        "The compiler needs the shape of '{0}': write '[Shape(\"batch\", ...)] Tensor {0}', with a name for what varies and numbers for the rest");

    public static readonly DiagnosticDescriptor OutputContradiction = Create(
        DiagnosticIds.OutputContradiction,
        "The output contradicts [return: Shape]",
        "Forward promises {0} but returns {1}: change [return: Shape] or the last layer");

    public static readonly DiagnosticDescriptor InvalidArgument = Create(
        DiagnosticIds.InvalidArgument,
        "An argument does not fit the tensor",
        "{0}; change the argument");

    public static readonly DiagnosticDescriptor SquareBroadcast = Create(
        DiagnosticIds.SquareBroadcast,
        "The broadcast combines every element with every other",
        "{0}; reshape one operand so that both have the same axes",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor LocalShape = Create(
        DiagnosticIds.LocalShape,
        "The shape of a local variable",
        "{0} is {1}",
        DiagnosticSeverity.Hidden);

    public static readonly DiagnosticDescriptor CustomOperator = Create(
        DiagnosticIds.CustomOperator,
        "The parts of a custom operator do not fit together",
        "{0}: {1}");

    public static readonly DiagnosticDescriptor NoBackward = Create(
        DiagnosticIds.NoBackward,
        "A custom operator without a backward method is asked for a gradient",
        "{0} has no backward method, but {1} needs a gradient through it: name one in [CustomOperator], or write 'IsDifferentiable = false' there if none is to flow");

    /// <summary>All of them, in the order of their ids.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        NotPartial, NotAModule, NoForward, Unsupported, FeatureMismatch, IncompatibleBroadcast, ReshapeChangesCount, InputWithoutShape,
        OutputContradiction, InvalidArgument, SquareBroadcast, LocalShape, CustomOperator, NoBackward,
    ];

    /// <summary>The descriptor of an id.</summary>
    public static DiagnosticDescriptor Get(string id) => All.First(descriptor => descriptor.Id == id);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: $"{Pages}{id}.md");
}
