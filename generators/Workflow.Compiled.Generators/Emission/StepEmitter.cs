using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints each step as a method that calls one kernel, with its mathematics above it.</summary>
internal sealed class StepEmitter(Schedule schedule, RegionEmitter regions)
{
    private readonly Places _places = new(schedule);

    public void Write(SourceWriter writer, Step step)
    {
        foreach (var line in step.Summary)
            writer.Line($"// {line}");
        var (kernel, arguments) = Call(step);
        writer.Line($"private void {step.Name}() => {kernel}(");
        using (writer.Indent())
            writer.Line(string.Join(",\n", arguments) + ");");
    }

    private (string Kernel, IEnumerable<string> Arguments) Call(Step step) => step switch
    {
        ProductStep product => ("Kernels::Gemm.Multiply", Product(product)),
        MapStep map => ("Kernels::Pointwise.Run",
        [
            Length(map.Region.Rows),
            Length(map.Region.Columns),
            regions.Create($"{step.Name}Map", map.Region, null, schedule, _places),
        ]),
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

    private IEnumerable<string> Product(ProductStep step)
    {
        yield return Matrix(step.Left);
        yield return Matrix(step.Right);
        yield return _places.Write(step.Result);
        if (step.Epilogue is { } epilogue)
            yield return regions.Create($"{step.Name}Epilogue", epilogue, step.Product, schedule, _places);
    }

    private string Matrix(MatrixOperand operand)
    {
        var matrix = $"new Kernels::Matrix({_places.Read(operand.Value)}, {Length(operand.Rows)}, {Length(operand.Columns)})";
        return operand.Transposed ? matrix + ".Transposed" : matrix;
    }

    private static string Length(Dimension dimension) => Names.Length(dimension, "Batch");
}
