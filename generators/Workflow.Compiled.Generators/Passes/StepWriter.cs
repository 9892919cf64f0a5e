using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Turns a finished draft into a step.</summary>
internal sealed class StepWriter(Program program, int[] roots, HashSet<int> stored, Roles roles, FrameSymbols symbols)
{
    private readonly StepNames _names = new(symbols);

    public Step Write(StepDraft draft)
    {
        var results = draft.Pointwise.Select(instruction => instruction.Output).Where(stored.Contains).ToArray();
        var summary = new Formulas(program, roots, draft, stored).Summary.ToEquatableArray();
        return draft.Kernel switch
        {
            { Operation: Operation.Run run } kernel => new RunStep(_names.Next(run.Site.Name), summary, run.Site, Roots(kernel.Inputs), kernel.Outputs),
            { Operation: Operation.RunBackward run } kernel => WriteBackward(draft, kernel, run, summary),
            { Operation: Operation.Product product } kernel => WriteProduct(draft, kernel, product, results, summary),
            { Operation: Operation.Reduction reduction } kernel => new ReductionStep(
                Name(draft, kernel.Output), summary, draft.Role, reduction, roots[kernel.Inputs[0]], kernel.Output),
            { Operation: Operation.AlongAxis axis } kernel => new AxisStep(
                Name(draft, kernel.Output), summary, draft.Role, axis, Roots(kernel.Inputs), kernel.Output),
            _ => new MapStep(
                Name(draft, results[results.Length - 1]),
                summary,
                draft.Role,
                RegionAccess.Build(program, roots, draft, results, leadingProduct: null)),
        };
    }

    private ProductStep WriteProduct(
        StepDraft draft, Instruction kernel, Operation.Product product, int[] results, EquatableArray<string> summary)
    {
        // A product that is needed besides what is made of it is a result of the epilogue like any other.
        int[] all = stored.Contains(kernel.Output) ? [kernel.Output, .. results] : results;
        var epilogue = draft.Pointwise.Count == 0 ? null : RegionAccess.Build(program, roots, draft, all, kernel.Output);
        return new ProductStep(
            Name(draft, all[all.Length - 1]),
            summary,
            draft.Role,
            Matrix(kernel.Inputs[0], product.TransposeLeft),
            Matrix(kernel.Inputs[1], product.TransposeRight),
            kernel.Output,
            epilogue);
    }

    private RunBackwardStep WriteBackward(StepDraft draft, Instruction kernel, Operation.RunBackward run, EquatableArray<string> summary)
    {
        var isAgain = run.Site is CallSite { IsCheckpointed: true };
        var inputs = Roots(kernel.Inputs);
        var arguments = inputs.Take(run.Arguments).ToArray();
        var results = isAgain ? kernel.Outputs.Take(run.Results) : inputs.Skip(run.Arguments).Take(run.Results);
        var gradients = new Queue<int>(kernel.Outputs.Skip(isAgain ? run.Results : 0));
        return new RunBackwardStep(
            _names.Next($"{run.Site.Name}Backward"),
            summary,
            draft.Role,
            run.Site,
            arguments.ToEquatableArray(),
            results.ToEquatableArray(),
            inputs.Skip(run.Arguments + (isAgain ? 0 : run.Results)).ToEquatableArray(),
            gradients.Count == 0 ? [] : arguments.Select(argument => program.Values[argument].Element == ElementType.Float ? gradients.Dequeue() : -1).ToEquatableArray(),
            roles.OfAny(kernel.Outputs));
    }

    private EquatableArray<int> Roots(IEnumerable<int> values) => values.Select(value => roots[value]).ToEquatableArray();

    private MatrixOperand Matrix(int value, bool transposed)
    {
        var shape = program.Values[value].Shape;
        return new MatrixOperand(roots[value], ShapeRules.Rows(shape), ShapeRules.Columns(shape), transposed);
    }

    /// <summary>A forward step is called what the user calls its operation, a backward step after the gradient that it gives.</summary>
    private string Name(StepDraft draft, int result) =>
        _names.Next(draft.Role != StepRole.Forward ? program.Values[result].Name : draft.Label);
}
