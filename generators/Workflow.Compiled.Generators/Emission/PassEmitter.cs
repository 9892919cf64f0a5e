using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints what users and other modules call: the passes over a model, and how a frame is opened.</summary>
internal sealed class PassEmitter(SourceWriter writer, CompiledModel model)
{
    private readonly CompiledFrame _frame = model.Variants[0].Frame;

    private Schedule Schedule => _frame.Prediction;

    /// <summary>The arguments as the user knows them; a frame may take them in the order of memory.</summary>
    private IEnumerable<Value> Inputs => Schedule.Inputs.Zip(
        model.Module.Variants[0].Forward.Inputs, (own, input) => Schedule.Values[own] with { Shape = model.Module.Variants[0].Forward.Values[input].Shape });

    /// <summary>The typed parameters of <c>Forward</c>.</summary>
    private string Parameters => string.Join(", ", Inputs.Select(input => $"Runtime::{(input.Element == ElementType.Index ? "IndexTensor" : "Tensor")} {input.Name}"));

    private string ResultType => Results(i => IsIndex(i) ? "Runtime::IndexTensor" : "Runtime::Tensor");

    /// <summary>Whether the base classes' methods fit: one tensor in, one out.</summary>
    private bool IsSimple => Schedule.Inputs.Count == 1 && Schedule.Outputs.Count == 1 && !IsIndex(0) && Inputs.All(input => input.Element == ElementType.Float);

    /// <summary>Whether a method over the arguments takes the place of one of the base class, which takes one tensor.</summary>
    private string Hiding => Schedule.Inputs.Count == 1 && Inputs.All(input => input.Element == ElementType.Float) ? "new " : "";

    public void WriteOpeners()
    {
        WriteOpener(isTraining: true);
        WriteOpener(isTraining: false);
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override CompiledTrainingPass CreateTrainingPass(int maxBatch) => new(this, maxBatch);\n");
        writer.Line("/// <inheritdoc/>");
        writer.Line("protected override Runtime::PredictionPass CreatePredictionPass() => new CompiledPredictionPass(this);\n");
        if (!IsSimple)
            WritePredict();
    }

    public void WritePasses()
    {
        WriteTraining();
        writer.Line();
        WritePrediction();
    }

    private void WriteOpener(bool isTraining)
    {
        var kind = FrameClass.KindOf(isTraining);
        var frame = new FrameClass($"{kind}Frame", "", model.Module.Name, isTraining, false, _frame);
        var arguments = string.Join(", ", frame.Parameters.Select(parameter => parameter.Split(' ')[1]).Prepend("this"));
        writer.Line($"/// <summary>Makes the frame of one use of this module in {kind.ToLowerInvariant()}.</summary>");
        writer.Line($"public {kind}Frame Open{kind}({string.Join(", ", frame.Parameters)}) =>");
        using (writer.Indent())
        {
            foreach (var variant in model.Variants.Where(variant => variant.Condition.Length > 0))
                writer.Line($"{variant.Condition} ? new {kind}Frame{variant.Suffix}({arguments}) :");
            writer.Line($"new {kind}Frame{model.Variants[model.Variants.Count - 1].Suffix}({arguments});\n");
        }
    }

    private void WritePredict()
    {
        writer.Line("/// <summary>Computes the results of some samples, as in inference. May be called by many threads at once.</summary>");
        using (writer.Block($"public {Hiding}{ResultType} Predict({Parameters})"))
        {
            writer.Line($"var results = new Runtime::PassOutput[{Schedule.Outputs.Count}];");
            writer.Line($"Predict([{string.Join(", ", Inputs.Select(input => input.Name))}], results);");
            writer.Line($"return {Results(i => $"results[{i}].{(IsIndex(i) ? "Indices" : "Numbers")}")};");
        }

        writer.Line();
    }

    private void WriteTraining()
    {
        writer.Line("/// <summary>Activations and gradients of training.</summary>");
        using var _ = writer.Block("public sealed class CompiledTrainingPass : Runtime::TrainingPass");
        WriteStart("CompiledTrainingPass", "TrainingFrame", ", int maxBatch", ", maxBatch", ["_model = model;", "Prepare();"]);
        if (!IsSimple)
        {
            writer.Line("/// <summary>Computes the results of some samples, as in training; the arguments must not change before Backward.</summary>");
            using (writer.Block($"public {Hiding}{ResultType} Forward({Parameters})"))
            {
                writer.Line($"RunForward([{string.Join(", ", Inputs.Select(input => input.Name))}]);");
                writer.Line($"return {Results(Output)};");
            }

            writer.Line();
        }

        writer.Line("protected override Runtime::TrainingFrame Open(Runtime::TrainingContext context, System::ReadOnlySpan<int> lengths) =>");
        using (writer.Indent())
            writer.Line($"_frame = _model.OpenTraining({string.Join(", ", Lengths.Prepend("context"))});\n");
        WriteBinding();
        var results = Range(Schedule.Outputs.Count, i => IsImage(i) ? $"ImageOutput({i})" : $"{Output(i)}.Span");
        writer.Line($"protected override void RunForward() => _frame.Forward({Join(Arguments, results)});\n");
        var gradients = Enumerable.Range(0, Schedule.Outputs.Count).Where(i => !IsIndex(i)).Select(i => IsImage(i) ? $"ImageOutputGradient({i})" : $"OutputGradientOf({i}).Span");
        writer.Line($"protected override void RunBackward() => _frame.BackwardParameters({Join(Arguments, results, gradients)});");
    }

    private void WritePrediction()
    {
        using var _ = writer.Block("private sealed class CompiledPredictionPass : Runtime::PredictionPass");
        WriteStart("CompiledPredictionPass", "PredictionFrame", "", "", ["_model = model;"]);
        writer.Line("protected override Runtime::PredictionFrame Open(System::ReadOnlySpan<int> lengths) =>");
        using (writer.Indent())
            writer.Line($"_frame = _model.OpenPrediction({string.Join(", ", Lengths)});\n");
        WriteBinding();
        if (model.AreSamplesApart)
            writer.Line("protected override bool AreSamplesApart => true;\n");
        writer.Line("protected override int OutputLength(int output) => _frame.OutputLength(output);\n");
        writer.Line($"protected override void Run() => _frame.Forward({Join(Arguments, Range(Schedule.Outputs.Count, Output))});");
    }

    private void WriteStart(string type, string frame, string parameters, string arguments, IEnumerable<string> body)
    {
        writer.Line($"private readonly {model.Module.Name} _model;");
        writer.Line($"private {frame} _frame = null!;\n");
        writer.Line($"internal {type}({model.Module.Name} model{parameters})");
        using (writer.Indent())
            writer.Line($": base(model{arguments}, [{string.Join(", ", Inputs.Select(InputShape))}], outputs: {Schedule.Outputs.Count})");
        using (writer.Block())
        {
            foreach (var line in body)
                writer.Line(line);
        }

        writer.Line();
    }

    private void WriteBinding()
    {
        if (GuardEmitter.HasLengthChecks(model.Module))
            writer.Line($"protected override void CheckLengths(System::ReadOnlySpan<int> lengths) => _model.RequireLengths({string.Join(", ", Lengths)});\n");
        writer.Line($"protected override void Bind(System::ReadOnlySpan<int> lengths) => _frame.Bind({string.Join(", ", Lengths)});\n");
        writer.Line("protected override Runtime::Shape OutputShape(int output) => _frame.OutputShape(output);\n");
        WriteKind("IsIndexOutput", IsIndex);
        WriteKind("IsImageOutput", IsImage);
    }

    private void WriteKind(string method, Func<int, bool> isOfKind)
    {
        var outputs = Enumerable.Range(0, Schedule.Outputs.Count).Where(isOfKind).ToArray();
        if (outputs.Length > 0)
            writer.Line($"protected override bool {method}(int output) => output is {string.Join(" or ", outputs)};\n");
    }

    private string InputShape(Value input)
    {
        var lengths = input.Shape.Dimensions.Select(length =>
            _frame.Symbols.Free.FirstOrDefault(free => length.Equals(Dimension.Symbol(free.Symbol))) is { } free ? $"\"{free.Symbol}\"" : Names.ModelLength(length, _frame.Symbols));
        var isIndex = input.Element == ElementType.Index ? "true" : "false";
        var isImages = FrameBorder.IsImage(input.Shape, input.Element, model.IsOnImages) ? "isImages: true, " : "";
        return $"new Runtime::PassInputShape(\"{input.Name}\", isIndex: {isIndex}, {isImages}{string.Join(", ", lengths)})";
    }

    private IEnumerable<string> Arguments => Inputs.Select((input, i) => input.Element == ElementType.Index ? $"Indices({i})" : $"Numbers({i})");

    private bool IsIndex(int output) => ElementOf(output) == ElementType.Index;

    private ElementType ElementOf(int output) => Schedule.Values[Schedule.Outputs[output].Value].Element;

    private bool IsImage(int output) => FrameBorder.IsImage(Schedule.Outputs[output].Shape, ElementOf(output), model.IsOnImages);

    private string Output(int output) => $"{(IsIndex(output) ? "IndexOutput" : "Output")}({output})";

    private IEnumerable<string> Lengths => Range(_frame.Symbols.Free.Count(), i => $"lengths[{i}]");

    private string Results(Func<int, string> result) =>
        Schedule.Outputs.Count == 1 ? result(0) : $"({string.Join(", ", Range(Schedule.Outputs.Count, result))})";

    private static IEnumerable<string> Range(int count, Func<int, string> text) => Enumerable.Range(0, count).Select(text);

    private static string Join(params IEnumerable<string>[] lists) => string.Join(", ", lists.SelectMany(list => list));
}
