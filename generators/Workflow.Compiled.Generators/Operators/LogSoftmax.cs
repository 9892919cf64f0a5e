namespace Workflow.Compiled.Generators.Operators;

/// <summary>x − log Σ exp(x) along one axis.</summary>
internal sealed class LogSoftmax() : SoftmaxOperator("LogSoftmax", "logSoftmax({x})", "{dy} − exp({y}) · Σ {dy}");
