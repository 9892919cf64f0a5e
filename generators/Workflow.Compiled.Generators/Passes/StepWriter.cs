using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Turns a finished draft into a step.</summary>
internal sealed class StepWriter(Program program, PartPlaces places, HashSet<int> stored, Roles roles, FrameSymbols symbols)
{
    private readonly Views _views = places.Views;
    private readonly StepNames _names = new(symbols);
    private readonly RegionAccess _access = new(program, places.Views);

    public Step Write(StepDraft draft)
    {
        if (draft.Rows is not null)
            return WriteRows(draft);
        if (draft.Sums.Count > 0)
            return WriteSums(draft);
        var results = draft.Body.Select(instruction => instruction.Output).Where(value => draft.Gives(value, stored)).ToArray();
        var summary = new Formulas(program, places, draft, stored).Summary.ToEquatableArray();
        return draft.Kernel switch
        {
            { Operation: Operation.Run run } kernel => new RunStep(_names.Next(run.Site.Name), summary, run.Site, Roots(kernel.Inputs), kernel.Outputs),
            { Operation: Operation.RunBackward run } kernel => WriteBackward(draft, kernel, run, summary),
            { Operation: Operation.Join join } kernel => WriteJoin(draft, kernel, join, summary),
            { Operation: Operation.CustomCall call } kernel => new CustomStep(
                Name(draft, kernel.Output), summary, draft.Role, call, Roots(kernel.Inputs), kernel.Outputs, kernel.Outputs.Select(output => (int)roles.OfAny([output])).ToEquatableArray()),
            { Operation: Operation.LibraryCall { ChangesState: true } call } kernel => new KernelStep(
                _names.Next($"{draft.Label}State"), summary, draft.Role, call, Roots(kernel.Inputs), []),
            { Operation: Operation.LibraryCall call } kernel => new KernelStep(Name(draft, kernel.Output), summary, draft.Role, call, Roots(kernel.Inputs), kernel.Outputs.Select(output => stored.Contains(output) ? output : -1).ToEquatableArray()),
            { Operation: Operation.Window call } kernel when draft.Parts.Count > 0 => WritePooled(draft, kernel, call, results, summary),
            { Operation: Operation.Window call } kernel => WriteWindow(draft, Name(draft, MainResult(kernel, results)), kernel, call, results, summary),
            { Operation: Operation.Product product } kernel => WriteProduct(draft, kernel, product, results, summary),
            { Operation: Operation.Reduction reduction } kernel => new ReductionStep(
                Name(draft, kernel.Output), summary, draft.Role, reduction, _views.RootOf(kernel.Inputs[0]), kernel.Output),
            { Operation: Operation.AlongAxis axis } kernel => new AxisStep(
                Name(draft, kernel.Output), summary, draft.Role, axis, Roots(kernel.Inputs), kernel.Output),
            _ => new MapStep(
                Name(draft, results[results.Length - 1]),
                summary,
                draft.Role,
                _access.Build(draft, results, hasProduct: false)),
        };
    }

    private Step WriteRows(StepDraft draft)
    {
        if (draft.Body.Count == 1)
        {
            var alone = draft.Body[0];
            var formula = new Formulas(program, places, draft, stored).Summary.ToEquatableArray();
            return new ReductionStep(Name(draft, alone.Output), formula, draft.Role, (Operation.Reduction)alone.Operation, _views.RootOf(alone.Inputs[0]), alone.Output);
        }

        var loads = new Loads(program, _views, draft);
        var plan = new RowPlan(program, draft, loads, stored);
        var results = plan.Results.ToArray();
        var summary = new Formulas(program, places, draft, stored).Summary.ToEquatableArray();
        return new RowStep(
            Name(draft, results[results.Length - 1]), summary, draft.Role, draft.Rows!.Rows, draft.Rows.Columns, RegionAccess.Operands(draft.Rows, loads), plan.Parts, results.Select(result => _access.TargetOf(draft.Rows, result)).ToEquatableArray());
    }

    private SumStep WriteSums(StepDraft draft)
    {
        var loads = new Loads(program, _views, draft);
        var results = draft.Body.Select(instruction => instruction.Output).Where(value => draft.Gives(value, stored)).ToArray();
        return new SumStep(
            Name(draft, draft.Sums[draft.Sums.Count - 1].Output),
            new Formulas(program, places, draft, stored).Summary.ToEquatableArray(),
            draft.Role,
            _access.Build(draft, results, hasProduct: false),
            draft.Sums.Select(sum => new RegionSum(loads.IdOf(sum.Inputs[0]), sum.Output, sum.Operation is Operation.Reduction { Kernel: "Mean" })).ToEquatableArray(),
            draft.SumsRole,
            draft.SumDomain == SumDomain.All);
    }

    private ProductStep WriteProduct(
        StepDraft draft, Instruction kernel, Operation.Product product, int[] results, EquatableArray<string> summary)
    {
        // A product that is needed besides what is made of it is a result of the epilogue like any other.
        int[] all = stored.Contains(kernel.Output) ? [kernel.Output, .. results] : results;
        var (left, right) = (program.Values[kernel.Inputs[0]].Shape, program.Values[kernel.Inputs[1]].Shape);
        var batch = MatrixAccess.IsBatched(right) ? ShapeRules.BatchOf(left, right) : null;
        var result = all[all.Length - 1];
        var spacing = _views[result].IsDense(program.Values[result].Shape) ? null : MatrixAccess.OfResult(_views[result], program.Values[result].Shape, batch is not null);
        var epilogue = draft.Body.Count == 0 ? null : _access.Build(draft, all, hasProduct: true);
        return new ProductStep(
            Name(draft, result),
            summary,
            draft.Role,
            batch?.ElementCount,
            Matrix(kernel.Inputs[0], product.TransposeLeft, batch),
            Matrix(kernel.Inputs[1], product.TransposeRight, batch),
            kernel.Output,
            spacing,
            epilogue);
    }

    private WindowStep WriteWindow(StepDraft draft, string name, Instruction kernel, Operation.Window call, int[] results, EquatableArray<string> summary)
    {
        int[] all = stored.Contains(kernel.Output) ? [kernel.Output, .. results] : results;
        var epilogue = draft.Body.Count == 0 ? null : _access.Build(draft, all, hasProduct: true);
        return new WindowStep(name, summary, draft.Role, call, Roots(kernel.Inputs), kernel.Outputs, epilogue);
    }

    /// <summary>A pool that has taken in the convolution in front of it is called after that.</summary>
    private PooledStep WritePooled(StepDraft draft, Instruction kernel, Operation.Window call, int[] results, EquatableArray<string> summary)
    {
        var (source, convolution) = (draft.Parts.Keys.Single(), draft.Parts.Values.Single());
        var name = Name(convolution, source);
        var first = convolution.Kernel!;
        return new PooledStep(
            name,
            summary,
            draft.Role,
            WriteWindow(convolution, name, first, (Operation.Window)first.Operation, [source], []),
            WriteWindow(draft, $"{name}Pool", kernel, call, results, []));
    }

    private static int MainResult(Instruction kernel, int[] results) => results.Length == 0 ? kernel.Output : results[results.Length - 1];

    private RunBackwardStep WriteBackward(StepDraft draft, Instruction kernel, Operation.RunBackward run, EquatableArray<string> summary)
    {
        var inputs = Roots(kernel.Inputs);
        var arguments = inputs.Take(run.Arguments).ToArray();
        var results = run.Site.IsComputedAgain ? kernel.Outputs.Take(run.Results) : inputs.Skip(run.Arguments).Take(run.Results);
        var gradients = new Queue<int>(kernel.Outputs.Skip(run.Site.IsComputedAgain ? run.Results : 0));
        return new RunBackwardStep(
            _names.Next($"{run.Site.Name}Backward"),
            summary,
            draft.Role,
            run.Site,
            arguments.ToEquatableArray(),
            results.ToEquatableArray(),
            inputs.Skip(run.Arguments + (run.Site.IsComputedAgain ? 0 : run.Results)).ToEquatableArray(),
            gradients.Count == 0 ? [] : arguments.Select(argument => program.Values[argument].Element == ElementType.Float ? gradients.Dequeue() : -1).ToEquatableArray(),
            roles.OfAny(kernel.Outputs));
    }

    private EquatableArray<int> Roots(IEnumerable<int> values) => values.Select(_views.RootOf).ToEquatableArray();

    private MatrixOperand Matrix(int value, bool transposed, Shape? batch)
    {
        var (view, shape) = (_views[value], program.Values[value].Shape);
        var operand = batch is null ? MatrixAccess.OfOne(view, shape, transposed) : MatrixAccess.OfMany(view, shape, batch, transposed);
        return operand ?? throw new InvalidOperationException($"the compiler made a mistake: {program.Values[value].Name} cannot be read as a matrix");
    }

    private JoinStep WriteJoin(StepDraft draft, Instruction kernel, Operation.Join join, EquatableArray<string> summary)
    {
        var parts = new List<Region>();
        Dimension start = 0;
        foreach (var input in kernel.Inputs)
        {
            if (!places.IsPlaced(input, kernel.Output))
                parts.Add(_access.BuildPart(draft.Parts.TryGetValue(input, out var part) ? part : null, input, kernel.Output, join.Axis, start));
            start += program.Values[input].Shape[join.Axis];
        }

        return new JoinStep(Name(draft, kernel.Output), summary, draft.Role, parts.ToEquatableArray(), kernel.Output);
    }

    /// <summary>A forward step is called what the user calls its operation, a backward step after the gradient that it gives.</summary>
    private string Name(StepDraft draft, int result) =>
        _names.Next(draft.Role != StepRole.Forward ? program.Values[result].Name : draft.Label);
}
