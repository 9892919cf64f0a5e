using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>What an operator writes its forward instructions with; the value that it returns becomes the output.</summary>
public sealed class LoweringContext : InstructionContext
{
    internal LoweringContext(ProgramBuilder builder, OperatorNode node, int site, bool isTraining)
        : base(builder, node, site, isBackward: false) => IsTraining = isTraining;

    /// <summary>Whether the program is for training; else it is for prediction.</summary>
    public bool IsTraining { get; }

    /// <summary>A kernel of the library that changes buffers of the model, which are among its operands.</summary>
    public void ChangeState(string method, string formula, Value[] operands, Dimension[] lengths, params string[] constants) => Builder.Emit(
        new Operation.LibraryCall(method, lengths.ToEquatableArray(), constants.ToEquatableArray(), ChangesState: true), operands, [], Node.Label, formula, isBackward: false);

    /// <summary>Keeps a value for the derivative.</summary>
    public void Keep(Value value) => Builder.Keep(Node.Output, value);

    /// <summary>A pointwise computation with the result's shape.</summary>
    public Value Pointwise(PointwiseRule rule, params (string Name, Value Value)[] operands) => Pointwise(rule, Output.Shape, operands);
}
