using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints each step as a method that calls one kernel, with its mathematics above it.</summary>
internal sealed class StepEmitter
{
    private readonly FrameSymbols _symbols;
    private readonly FrameClass _frame;
    private readonly StructTable _structs;
    private readonly RegionEmitter _regions;
    private readonly Places _places;
    private readonly CallEmitter _calls;
    private readonly LoopEmitter _loops;
    private readonly CustomCallEmitter _customs;

    public StepEmitter(FrameClass frame, StructTable structs)
    {
        (_frame, _structs, _symbols) = (frame, structs, frame.Symbols);
        _places = new Places(frame.Schedule, frame.Symbols);
        _regions = new RegionEmitter(structs, frame, _places);
        _calls = new CallEmitter(frame, _places);
        _loops = new LoopEmitter(frame, _places);
        _customs = new CustomCallEmitter(frame.Symbols, _places);
    }

    /// <summary>The fields that frames need.</summary>
    public IEnumerable<string> Fields(FrameStorage storage) => storage.Site is CallSite call ? [_calls.Field(storage, call)] : _loops.Fields(storage);

    /// <summary>Prints how frames are made.</summary>
    public void WriteFrames(SourceWriter writer, FrameStorage storage)
    {
        if (storage.Site is CallSite call)
            _calls.WriteFrame(writer, storage, call);
        else
            _loops.WriteFrames(writer, storage);
    }

    /// <summary>The call of a step's method.</summary>
    public string Call(Step step, StepRole purpose)
    {
        var called = step is CustomStep custom ? custom.For(purpose) : step;
        return $"{Method(called, purpose)}({string.Join(", ", Borrowed(called, purpose).Select(borrowed => borrowed.Value.Name))})";
    }

    public void Write(SourceWriter writer, Step step)
    {
        IEnumerable<Step> calls = step is CustomStep custom ? custom.Calls : [step];
        foreach (var part in calls)
            WritePurposes(writer, part);
    }

    private void WritePurposes(SourceWriter writer, Step step)
    {
        foreach (var purpose in Purposes(step))
        {
            writer.Line();
            foreach (var line in step.Summary)
                writer.Line($"// {line}");
            var parameters = Borrowed(step, purpose).Select(borrowed => $"{Names.TypeOf(borrowed.Value, borrowed.IsWritten)} {borrowed.Value.Name}");
            var header = $"private void {Method(step, purpose)}({string.Join(", ", parameters)})";
            if (step is RunStep or RunBackwardStep)
                WriteFrameCall(writer, header, step, purpose);
            else if (step is JoinStep join)
                WriteJoin(writer, header, join);
            else
                WriteKernelCall(writer, header, For(step, purpose));
        }
    }

    private void WriteFrameCall(SourceWriter writer, string header, Step step, StepRole purpose)
    {
        using var _ = writer.Block(header);
        switch (step)
        {
            case RunStep { Site: CallSite } run:
                _calls.WriteForward(writer, run);
                break;
            case RunStep run:
                _loops.WriteForward(writer, run);
                break;
            case RunBackwardStep { Site: CallSite } run:
                _calls.WriteBackward(writer, run, Pass(run, purpose));
                break;
            case RunBackwardStep run:
                _loops.WriteBackward(writer, run, Pass(run, purpose));
                break;
        }
    }

    private void WriteJoin(SourceWriter writer, string header, JoinStep join)
    {
        using var _ = writer.Block(header);
        foreach (var part in join.Parts)
        {
            writer.Line("Kernels::Pointwise.Run(");
            using var indentation = writer.Indent();
            writer.Line(string.Join(",\n", Map(join.Name, part)) + ");");
        }
    }

    private IEnumerable<string> Map(string name, Region region) =>
    [
        Length(region.Rows),
        Length(region.Columns),
        _regions.Create($"{name}Map", region, null),
    ];

    private void WriteKernelCall(SourceWriter writer, string header, Step step)
    {
        var (kernel, arguments) = Kernel(step);
        writer.Line($"{header} => {kernel}(");
        using (writer.Indent())
            writer.Line(string.Join(",\n", arguments) + ");");
    }

    /// <summary>The purposes for which a step is called in different ways.</summary>
    private static IEnumerable<StepRole> Purposes(Step step) => step switch
    {
        RunBackwardStep run => new[] { StepRole.ParameterGradients | StepRole.InputGradients, StepRole.ParameterGradients, StepRole.InputGradients }
            .Where(purpose => (run.Role & purpose) != 0)
            .GroupBy(purpose => Pass(run, purpose))
            .Select(group => group.First()),
        SumStep sum when sum.SumsRole != sum.Role => [sum.Role, sum.Role & ~sum.SumsRole],
        _ => [step.Role],
    };

    /// <summary>What a step computes for a purpose: sums that are for another one are left out.</summary>
    private static Step For(Step step, StepRole purpose) => step is SumStep sum && sum.IsBackward && (sum.SumsRole & purpose) == 0
        ? new MapStep(Method(sum, purpose), sum.Summary.Take(sum.Summary.Count - sum.Sums.Count).ToEquatableArray(), purpose, sum.Region)
        : step;

    /// <summary>The pass of the frames that serves a purpose.</summary>
    private static string Pass(RunBackwardStep run, StepRole purpose)
    {
        var wantsArguments = run.ArgumentGradients.Count > 0 && (run.ArgumentsRole & purpose) != 0;
        var wantsParameters = (purpose & StepRole.ParameterGradients) != 0 && run.Site is not CallSite { IsFrozen: true };
        return wantsArguments ? wantsParameters ? "Backward" : "BackwardInputs" : "BackwardParameters";
    }

    private static string Method(Step step, StepRole purpose) => step switch
    {
        RunBackwardStep run => step.Name + Pass(run, purpose).Substring("Backward".Length),
        SumStep sum when sum.IsBackward && (sum.SumsRole & purpose) == 0 => step.Name + "Terms",
        _ => step.Name,
    };

    private IEnumerable<(Value Value, bool IsWritten)> Borrowed(Step step, StepRole purpose) => step is RunBackwardStep run && Pass(run, purpose) == "BackwardParameters"
        ? _places.Borrowed(run with { ArgumentGradients = [] })
        : _places.Borrowed(For(step, purpose));

    private (string Kernel, IEnumerable<string> Arguments) Kernel(Step step) => step switch
    {
        ProductStep product => (product.Batch is null ? "Kernels::Gemm.Multiply" : "Kernels::Gemm.MultiplyBatched", Product(product)),
        MapStep map => ("Kernels::Pointwise.Run", Map(step.Name, map.Region)),
        SumStep sum => ($"Kernels::Reduce.{(sum.IsTotal ? "SumAll" : sum.Sums.Count == 1 ? "SumColumns" : "SumColumnsPair")}", Sum(sum)),
        RowStep rows => ("Kernels::Rows.Run",
        [
            Length(rows.Rows),
            Length(rows.Columns),
            new RowEmitter(_structs, _frame, _places, rows).Create(),
        ]),
        WindowStep window => ($"Kernels::{window.Call.Method}", Window(window)),
        PooledStep pooled => ($"Kernels::{pooled.Method}", Pooled(pooled)),
        CustomStep custom => (CustomCallEmitter.Method(custom), _customs.Arguments(custom)),
        KernelStep kernel => ($"Kernels::{kernel.Call.Method}", Library(kernel)),
        ReductionStep reduction => ($"Kernels::Reduce.{reduction.Operation.Kernel}",
        [
            _places.Read(reduction.Source),
            Length(reduction.Operation.Outer),
            Length(reduction.Operation.Reduced),
            Length(reduction.Operation.Inner),
            _places.Write(reduction.Result),
        ]),
        AxisStep axis => ($"Kernels::{axis.Operation.Kernel}",
        [
            .. axis.Sources.Select(_places.Read),
            Length(axis.Operation.Outer),
            Length(axis.Operation.Length),
            Length(axis.Operation.Inner),
            _places.Write(axis.Result),
        ]),
        _ => throw new InvalidOperationException($"a {step.GetType().Name} cannot be printed"),
    };

    private IEnumerable<string> Sum(SumStep step) =>
    [
        Length(step.Region.Rows),
        Length(step.Region.Columns),
        _regions.CreatePhase($"{step.Name}Phase", step.Region, step.Sums),
        .. step.Sums.Select(sum => _places.Write(sum.Result)),
        .. step.Sums.Where(sum => sum.IsMean).Select(_ => $"divisor: {Length(step.Region.Rows * step.Region.Columns)}"),
    ];

    private IEnumerable<string> Library(KernelStep step)
    {
        var constants = step.Call.Constants.ToArray();
        for (var i = 0; i < step.Sources.Count; i++)
        {
            if (!step.Call.Constants.Any(constant => constant.Contains($"{{{i}}}")))
                yield return _places.Read(step.Sources[i]);
            else
                constants = [.. constants.Select(constant => constant.Replace($"{{{i}}}", _places.Read(step.Sources[i])))];
        }

        foreach (var argument in step.Call.Lengths.Select(Length).Concat(step.Results.Select(result => result < 0 ? "default" : _places.Write(result))).Concat(constants))
            yield return argument;
    }

    private IEnumerable<string> Product(ProductStep step)
    {
        yield return Matrix(step.Left, step.Batch);
        yield return Matrix(step.Right, step.Batch);
        yield return _places.Write(step.Result);
        if (step.Spacing is { } spacing)
        {
            yield return Length(spacing.Row);
            if (step.Batch is not null)
                yield return Length(spacing.Batch);
        }

        if (step.Epilogue is { } epilogue)
            yield return _regions.Create($"{step.Name}Epilogue", epilogue, step.Product);
    }

    private IEnumerable<string> Pooled(PooledStep step) =>
    [
        Create(step.Convolution.Call.Geometry),
        Create(step.Pool.Call.Geometry),
        .. step.Convolution.Sources.Select(_places.Read),
        .. step.Pool.Destinations.Select(_places.Write),
        Epilogue(step.Convolution),
        Epilogue(step.Pool),
    ];

    private string Epilogue(WindowStep step) =>
        step.Epilogue is { } epilogue ? _regions.Create($"{step.Name}Epilogue", epilogue, step.Results[0]) : "default(Kernels::NoEpilogue)";

    private string Create(Geometry geometry)
    {
        var lengths = geometry.Lengths.Select(length => $"{length.Name}: {Length(length.Length)}");
        var maker = geometry.Factory.Length == 0 ? $"new Kernels::{geometry.Type}" : $"Kernels::{geometry.Type}.{geometry.Factory}";
        return $"{maker}({string.Join(", ", lengths.Concat(geometry.Flags.Select(flag => $"{flag}: true")))})";
    }

    private IEnumerable<string> Window(WindowStep step)
    {
        yield return Create(step.Call.Geometry);
        foreach (var argument in step.Sources.Select(_places.Read).Concat(step.Destinations.Select(_places.Write)).Concat(step.Call.Constants))
            yield return argument;
        if (step.Epilogue is not null)
            yield return Epilogue(step);
    }

    private string Matrix(MatrixOperand operand, Dimension? batch)
    {
        var place = _places.Read(operand.Value) + (operand.Offset.Equals(0) ? "" : $"[({Length(operand.Offset)})..]");
        var isDense = operand.RowStride.Equals(operand.Columns) && (batch is null || operand.BatchStride.Equals(operand.Rows * operand.Columns));
        string[] arguments =
        [
            place,
            .. batch is null ? [] : new[] { Length(batch) },
            Length(operand.Rows),
            Length(operand.Columns),
            .. isDense ? [] : new[] { Length(operand.RowStride) },
            .. isDense || batch is null ? [] : new[] { Length(operand.BatchStride) },
        ];
        var matrix = $"new Kernels::{(batch is null ? "Matrix" : "MatrixBatch")}({string.Join(", ", arguments)})";
        return operand.Transposed ? matrix + ".Transposed" : matrix;
    }

    private string Length(Dimension dimension) => Names.Length(dimension, _symbols);
}
