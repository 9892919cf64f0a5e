using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Checks what every pass promises. A violation is a defect of the compiler, never of the user's program.</summary>
internal static class Verify
{
    /// <summary>Operators are known, values are defined once and before they are used, names are unique.</summary>
    public static Graph Check(Graph graph)
    {
        CheckValues(graph.Values);
        var defined = new HashSet<int>(graph.Values.Where(value => value.Kind != ValueKind.Intermediate).Select(value => value.Id));
        foreach (var node in graph.Nodes)
        {
            if (node is OperatorNode use)
                Require(OperatorRegistry.Find(use.Operator) is not null, $"operator {use.Operator} is unknown");
            Define(defined, node.Inputs, node.Outputs, node.Label);
        }

        Require(graph.Outputs.All(defined.Contains), "an output is never computed");
        return graph;
    }

    /// <summary>Values are defined once and before they are used; shapes fit; kernels read memory; every parameter's gradient has the parameter's shape.</summary>
    public static Program Check(Program program)
    {
        CheckValues(program.Values);
        var defined = new HashSet<int>(program.Values.Where(value => value.Kind != ValueKind.Intermediate).Select(value => value.Id));
        var numbers = new HashSet<int>(program.Values.Where(value => value.Kind == ValueKind.Constant).Select(value => value.Id));
        foreach (var instruction in program.Instructions)
        {
            CheckNumbers(instruction, numbers);
            Define(defined, instruction.Inputs, instruction.Outputs, instruction.Label);
            if (instruction.Operation is not (Operation.Run or Operation.RunBackward or Operation.LibraryCall { ChangesState: true }))
                CheckShapes(program, instruction);
        }

        foreach (var gradient in program.ParameterGradients.Concat(program.InputGradients))
        {
            var (parameter, value) = (program.Values[gradient.Of], program.Values[gradient.Id]);
            Require(defined.Contains(value.Id), $"the gradient of {parameter.Name} is never computed");
            Require(parameter.Shape.ElementCount.Equals(value.Shape.ElementCount), $"the gradient of {parameter.Name} has the shape {value.Shape}");
        }

        return program;
    }

    /// <summary>Every step reads what an earlier one wrote, and no two parameters share a gradient.</summary>
    public static Schedule Check(Schedule schedule)
    {
        var defined = new HashSet<int>(schedule.Values.Where(value => value.Kind != ValueKind.Intermediate).Select(value => value.Id));
        var unwritten = schedule.Parts.Reverse().GroupBy(part => part.Whole, part => part.Value)
            .Where(parts => !schedule.Steps.Any(step => step.Writes.Contains(parts.Key))).ToArray();
        foreach (var step in schedule.Steps)
        {
            foreach (var value in step.Reads)
                Require(defined.Contains(value), $"{step.Name} reads {schedule.Values[value].Name} before it is written");
            foreach (var value in step.Writes)
                Require(defined.Add(value), $"{step.Name} writes {schedule.Values[value].Name} a second time");
            if (step is PooledStep pooled)
                Require(pooled.Convolution.Writes.SequenceEqual(pooled.Pool.Sources), $"{step.Name} pools something else than its convolution gives");
            // What nothing but steps for its parts writes is there with the last of them.
            defined.UnionWith(unwritten.Where(parts => parts.All(defined.Contains)).Select(parts => parts.Key));
        }

        // A gradient's place may already hold another use of the parameter, or may not have been asked for.
        var places = new HashSet<int>(schedule.Storages.Where(storage => storage.Kind == StorageKind.Gradient).Select(storage => storage.Value).Concat(schedule.InputGradients));
        foreach (var step in schedule.Steps)
            Require(!step.Reads.Select(schedule.OwnerOf).Any(places.Contains), $"{step.Name} reads a gradient that is handed out");

        var backward = schedule.Steps.SkipWhile(step => !step.IsBackward);
        Require(backward.All(step => step.IsBackward), "a forward step comes after a backward step");
        Require(schedule.Outputs.All(output => defined.Contains(output.Value)), "an output is never written");
        CheckLives(schedule);
        CheckFrames(schedule);
        return schedule;
    }

    /// <summary>Every value that a step touches has memory, and what lies in the arena lives as long as it is touched.</summary>
    private static void CheckLives(Schedule schedule)
    {
        for (var i = 0; i < schedule.Steps.Count; i++)
        {
            var step = schedule.Steps[i];
            foreach (var value in step.Reads.Concat(step.Writes))
            {
                var storage = schedule.StorageOf(schedule.OwnerOf(value));
                Require(storage.Kind != StorageKind.Arena || (storage.First <= i && i <= storage.Last), $"{step.Name} touches {schedule.Values[value].Name} outside of its life");
            }
        }
    }

    /// <summary>Every step that runs frames finds them alive, with what lies between the turns of a loop.</summary>
    private static void CheckFrames(Schedule schedule)
    {
        for (var i = 0; i < schedule.Steps.Count; i++)
        {
            var site = (schedule.Steps[i] as RunStep)?.Site ?? (schedule.Steps[i] as RunBackwardStep)?.Site;
            if (site is null)
                continue;
            var alive = schedule.Frames.Where(frame => frame.Site == site && frame.Forward <= i && i <= frame.Backward).ToArray();
            Require(alive.Length == 1, $"{schedule.Steps[i].Name} runs frames that have {alive.Length} places");
            if (site is LoopSite loop)
                Require(alive[0].Turns.Count(turn => turn.First <= i && i <= turn.Last && turn.Value == TurnValue.Carried) == loop.Carried, $"{schedule.Steps[i].Name} hands over values without a place");
        }
    }

    private static void CheckValues(EquatableArray<Value> values)
    {
        for (var i = 0; i < values.Count; i++)
            Require(values[i].Id == i, $"value {values[i].Name} is not at its index");
        Require(values.Select(value => value.Name).Distinct(StringComparer.Ordinal).Count() == values.Count, "two values have one name");
    }

    private static void Define(HashSet<int> defined, EquatableArray<int> inputs, EquatableArray<int> outputs, string label)
    {
        Require(inputs.All(defined.Contains), $"{label} uses a value before it is computed");
        Require(outputs.All(defined.Add), $"{label} computes a value a second time");
    }

    /// <summary>Numbers are nowhere in memory: only what is written as C# can read them.</summary>
    private static void CheckNumbers(Instruction instruction, HashSet<int> numbers)
    {
        if (!instruction.Inputs.Any(numbers.Contains))
            return;
        if (instruction.Operation is Operation.View)
            numbers.UnionWith(instruction.Outputs);
        else
            Require(instruction.Operation is Operation.Pointwise or Operation.Join, $"{instruction.Label} reads a number where it needs memory");
    }

    private static void CheckShapes(Program program, Instruction instruction)
    {
        var output = program.Values[instruction.Output].Shape;
        var inputs = instruction.Inputs.Select(input => program.Values[input].Shape).ToArray();
        var fits = instruction.Operation switch
        {
            Operation.View view => view.Strides.Count == output.Rank,
            Operation.Join join => inputs.Aggregate((Dimension)0, (sum, input) => sum + input[join.Axis]).Equals(output[join.Axis]),
            Operation.LibraryCall or Operation.Window or Operation.CustomCall => true,
            Operation.Product product =>
                ShapeRules.OfProduct(inputs[0], inputs[1], product.TransposeLeft, product.TransposeRight).Equals(output),
            Operation.Reduction reduction =>
                inputs[0].ElementCount.Equals(reduction.Outer * reduction.Reduced * reduction.Inner)
                && output.ElementCount.Equals(reduction.Outer * reduction.Inner),
            Operation.AlongAxis axis =>
                inputs.All(input => input.ElementCount.Equals(axis.Outer * axis.Length * axis.Inner)) && inputs[0].Equals(output),
            _ => inputs.All(input => input.Rank <= output.Rank),
        };
        Require(fits, $"{instruction.Label} gives {output} from {string.Join(", ", inputs.Select(shape => shape.ToString()))}");
    }

    private static void Require(bool condition, string violation)
    {
        if (!condition)
            throw new InvalidOperationException($"the compiler made a mistake: {violation}");
    }
}
