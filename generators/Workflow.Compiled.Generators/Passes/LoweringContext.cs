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

    /// <summary>Keeps a value for the derivative, which asks for it by the name.</summary>
    public void Keep(string name, Value value) => Builder.Keep(Node.Output, name, value);

    /// <summary>The same for a value that an instruction still has to give.</summary>
    public Value Keep(string name, Shape shape)
    {
        var value = NewValue(shape, char.ToUpperInvariant(name[0]) + name.Substring(1));
        Keep(name, value);
        return value;
    }

    /// <summary>A pointwise computation with the result's shape.</summary>
    public Value Pointwise(PointwiseRule rule, params (string Name, Value Value)[] operands) => Pointwise(rule, Output.Shape, operands);
}
