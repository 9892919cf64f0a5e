using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>What the front end makes of a class: the model, unless something is wrong; and what is wrong.</summary>
internal sealed record FrontendResult(ModuleModel? Model, IReadOnlyList<Diagnostic> Diagnostics);
