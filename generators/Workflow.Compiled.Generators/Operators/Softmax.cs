namespace Workflow.Compiled.Generators.Operators;

/// <summary>exp(x) / Σ exp(x) along one axis.</summary>
internal sealed class Softmax() : SoftmaxOperator("Softmax", "softmax({x})", "{y} · ({dy} − Σ {dy} · {y})");
