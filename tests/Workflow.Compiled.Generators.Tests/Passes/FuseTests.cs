using Workflow.Compiled.Generators.Graphs;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>What joins what, and what the backward pass therefore keeps.</summary>
public class FuseTests
{
    private readonly GraphSketch _sketch = new();

    [Fact]
    public void BiasAndActivationBecomeTheEpilogueOfTheirProduct()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var schedule = Compile.Prediction(_sketch.Build(_sketch.Apply("Relu", _sketch.Linear("hidden", x, 8, 4))));

        var step = Assert.IsType<ProductStep>(Assert.Single(schedule.Steps));
        Assert.Equal($"{schedule.Values[step.Result].Name} = relu(input · hidden.weight + hidden.bias)", Assert.Single(step.Summary));
        Assert.Equal(2, step.Epilogue!.Statements.Count);
        Assert.Equal(schedule.Outputs[0].Value, Assert.Single(step.Epilogue.Results));
    }

    [Fact]
    public void AStepThatReadsAValueTwiceComputesItAgainOnce()
    {
        var halved = _sketch.Apply("Multiply", _sketch.Input(GraphSketch.Batch, 8), _sketch.Constant(0.5f));
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Maximum", halved, halved)));

        var backward = schedule.Steps.OfType<MapStep>().Where(step => step.IsBackward).ToArray();
        Assert.Contains(backward, step => step.Region.Statements.Any(statement => statement.Value == halved.Id));
        Assert.All(backward, step => Assert.Equal(step.Region.Statements.Count, step.Region.Statements.Select(statement => statement.Value).Distinct().Count()));
    }

    [Theory]
    [InlineData("Relu", false)]
    [InlineData("Sigmoid", false)]
    [InlineData("Tanh", false)]
    [InlineData("Exp", false)]
    [InlineData("Silu", true)]
    [InlineData("Square", true)]
    public void TheValueBeforeAnActivationIsKeptOnlyWhereItsDerivativeMentionsIt(string activation, bool isKept)
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var hidden = _sketch.Linear("hidden", x, 8, 4);
        var graph = _sketch.Build(_sketch.Linear("output", _sketch.Apply(activation, hidden), 4, 2));

        var schedule = Compile.Training(graph);

        Assert.Equal(isKept, schedule.Storages.Any(storage => storage.Value == hidden.Id));
    }

    [Fact]
    public void TheDerivativeOfAnActivationBecomesTheEpilogueOfTheProductThatGivesItsGradient()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var activated = _sketch.Apply("Relu", _sketch.Linear("hidden", x, 8, 4));
        var schedule = Compile.Training(_sketch.Build(_sketch.Linear("output", activated, 4, 2)));

        Assert.DoesNotContain(schedule.Steps, step => step is MapStep);
        var step = Assert.Single(schedule.Steps.OfType<ProductStep>(), step => (step.Role & StepRole.ParameterGradients) != 0 && step.Right.Transposed);
        Assert.Contains("[" + activated.Name + " > 0]", Assert.Single(step.Summary));
    }

    [Fact]
    public void AChainOfPointwiseOperatorsIsOneMapWithOneResult()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var y = _sketch.Apply("Exp", _sketch.Apply("Add", _sketch.Apply("Tanh", x), _sketch.Constant(1)));

        var map = Assert.IsType<MapStep>(Assert.Single(Compile.Prediction(_sketch.Build(y)).Steps));

        Assert.Equal(3, map.Region.Statements.Count);
        Assert.Equal(x.Id, Assert.Single(map.Region.Operands).Value);
        Assert.Equal(y.Id, Assert.Single(map.Region.Results));
    }

    [Fact]
    public void AResidualJoinsTheProductThatIsAddedToIt()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var sum = _sketch.Apply("Add", x, _sketch.Linear("hidden", x, 8, 8));

        var step = Assert.IsType<ProductStep>(Assert.Single(Compile.Prediction(_sketch.Build(sum)).Steps));

        Assert.Contains(step.Epilogue!.Operands, operand => operand.Value == x.Id);
    }

    [Fact]
    public void AReductionOfRowsAndWhatFollowsAreOneStep()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var prediction = Compile.Prediction(_sketch.Build(_sketch.Apply("Subtract", x, _sketch.Mean(x, true, 1))));

        var step = Assert.IsType<RowStep>(Assert.Single(prediction.Steps));
        Assert.Equal(["Sum", "Run"], step.Parts.Cast<RowLoop>().Select(loop => loop.Kernel));
        Assert.Equal(x.Id, Assert.Single(step.Operands).Value);
        Assert.Empty(prediction.NotFused);
    }

    [Fact]
    public void WhatSoftmaxComputesOnceWaitsInItsResult()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var prediction = Compile.Prediction(_sketch.Build(_sketch.Apply("Softmax", x, ("dim", GraphSketch.Whole(1)))));

        var step = Assert.IsType<RowStep>(Assert.Single(prediction.Steps));
        var loops = step.Parts.Cast<RowLoop>().ToArray();
        Assert.Equal(["Max", "Sum", "Run"], loops.Select(loop => loop.Kernel));
        Assert.Equal(prediction.Outputs[0].Value, Assert.Single(loops[1].Stores).Place);
        Assert.Equal(Assert.Single(loops[1].Stores), Assert.Single(loops[2].Loads));
    }

    [Fact]
    public void NothingJoinsASumOverTheBatchAndTheBillSaysWhy()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var prediction = Compile.Prediction(_sketch.Build(_sketch.Apply("Subtract", x, _sketch.Mean(x, true, 0))));

        Assert.Collection(
            prediction.Steps,
            step => Assert.IsType<ReductionStep>(step),
            step => Assert.IsType<MapStep>(step));
        Assert.Contains("its operand is a reduction", Assert.Single(prediction.NotFused));
    }

    [Fact]
    public void AMeanIsAddedUpWhileItsTermsAreComputed()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var loss = _sketch.Apply("MseLoss", [_sketch.Apply("Tanh", x), x], ("reduction", new AttributeValue.Choice("Mean")));

        var step = Assert.IsType<SumStep>(Assert.Single(Compile.Prediction(_sketch.Build(loss)).Steps));

        Assert.True(step.IsTotal);
        Assert.Empty(step.Region.Results);
        Assert.True(Assert.Single(step.Sums).IsMean);
    }

    [Fact]
    public void TheErrorsOfALayerAreSummedApartWhereTheLayersResultIsKeptAnyhow()
    {
        var (x, target) = (_sketch.Input(GraphSketch.Batch, 8), _sketch.Input(GraphSketch.Batch, 4));
        var loss = _sketch.Apply("MseLoss", [_sketch.Linear("output", x, 8, 4), target], ("reduction", new AttributeValue.Choice("Sum")));

        var forward = Compile.Training(_sketch.Build(loss)).Steps.Where(step => !step.IsBackward);

        Assert.Collection(forward, step => Assert.IsType<ProductStep>(step), step => Assert.Empty(Assert.IsType<SumStep>(step).Region.Results));
    }

    [Fact]
    public void TheGradientOfABiasIsAddedUpWithTheMapThatGivesItsTerms()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Tanh", _sketch.Linear("output", x, 8, 4))));

        var step = Assert.Single(schedule.Steps.OfType<SumStep>());

        Assert.False(step.IsTotal);
        Assert.Single(step.Region.Results);
        Assert.Equal(StorageKind.Gradient, schedule.StorageOf(Assert.Single(step.Sums).Result).Kind);
        Assert.DoesNotContain(schedule.Steps, other => other is MapStep or ReductionStep);
    }

    [Fact]
    public void PartsThatArePointwiseWorkAreWrittenInTheirPlace()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Glu", x, ("dim", GraphSketch.Whole(1)))));

        var join = Assert.IsType<JoinStep>(Assert.Single(schedule.Steps, step => step.IsBackward));

        Assert.All(join.Parts, part => Assert.Equal(2, part.Statements.Count));
    }

    [Fact]
    public void ProductsWriteTheirPartOfAJoinedValue()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var left = _sketch.Apply("Relu", _sketch.Linear("left", x, 8, 16));
        var schedule = Compile.Training(_sketch.Build(_sketch.Linear("output", Joined(left, _sketch.Linear("right", x, 8, 32)), 48, 4)));

        Assert.DoesNotContain(schedule.Steps, step => step is JoinStep);
        Assert.Equal([0, 16], schedule.Parts.Select(part => part.Offset));
        Assert.All(schedule.Steps.OfType<ProductStep>().Take(2), step => Assert.Equal(48, step.Spacing!.Row));
        // The derivative of the activation reads it in its place.
        Assert.Contains(schedule.Steps, step => step.IsBackward && step.Reads.Contains(left.Id));
        Assert.Equal(schedule.StorageOf(schedule.Parts[0].Whole).Last, schedule.Steps.Select((step, i) => step.Reads.Contains(left.Id) ? i : 0).Max());
    }

    [Fact]
    public void WhatAKernelReadsInOnePieceIsCopiedAndTheBillSaysWhy()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var part = _sketch.Linear("part", x, 8, 16);
        var columns = _sketch.Apply("Softmax", part, ("dim", GraphSketch.Whole(0)));
        var schedule = Compile.Prediction(_sketch.Build(_sketch.Linear("output", Joined(_sketch.Linear("other", x, 8, 16), part, columns), 48, 4)));

        Assert.Single(schedule.Parts);
        Assert.Equal(2, schedule.Steps.OfType<JoinStep>().Single().Parts.Count);
        Assert.Contains(schedule.NotFused, note => note.EndsWith("because softmax reads it in one piece", StringComparison.Ordinal));
    }

    [Fact]
    public void APartOfAPartLiesInTheLargestValue()
    {
        var x = _sketch.Input(GraphSketch.Batch, 16);
        var first = Joined(_sketch.Linear("first", x, 16, 16), x);
        var second = Joined(first, _sketch.Linear("second", first, 32, 16));
        var schedule = Compile.Training(_sketch.Build(_sketch.Linear("output", second, 48, 4)));

        Assert.Equal(3, schedule.Parts.Count);
        Assert.All(schedule.Parts, part => Assert.Equal(second.Id, schedule.OwnerOf(part.Value)));
        Assert.All(schedule.Steps.OfType<ProductStep>().Take(2), step => Assert.Equal(48, step.Spacing!.Row));
    }

    private Value Joined(params Value[] parts) => _sketch.Apply("Concat", parts, ("dim", GraphSketch.Whole(1)));

    [Fact]
    public void ACheapValueThatOnlyTheBackwardPassNeedsIsComputedAgain()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var shifted = _sketch.Apply("Add", x, _sketch.Constant(1));
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Square", shifted)));

        Assert.DoesNotContain(schedule.Storages, storage => storage.Value == shifted.Id);
        Assert.Contains("computed again", Assert.Single(schedule.Recomputation));
        Assert.Contains(x.Id, Assert.Single(schedule.Steps, step => step.IsBackward).Reads);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void WhatAFewInstructionsGiveFromWhatIsInMemoryIsComputedAgain(int instructions, bool isComputedAgain)
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var last = Enumerable.Range(1, instructions).Aggregate(x, (value, number) => _sketch.Apply("Maximum", value, _sketch.Constant(number)));
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Square", last)));

        Assert.Equal(isComputedAgain, schedule.Storages.All(storage => storage.Value != last.Id));
    }

    [Fact]
    public void AStepComputesAgainNothingThatItComputesOrReadsAlready()
    {
        var x = _sketch.Input(GraphSketch.Batch, 5);
        var isNegative = _sketch.Apply("Less", x, ("b", GraphSketch.Real(0)));
        var away = _sketch.Apply("Where", [isNegative, _sketch.Apply("Subtract", x, ("b", GraphSketch.Real(0.1f))), _sketch.Apply("Add", x, ("b", GraphSketch.Real(0.1f)))]);

        // The verifier finds a step that reads what it has not written yet.
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Multiply", away, x)));

        Assert.All(
            schedule.Steps.OfType<MapStep>(),
            step => Assert.Equal(step.Region.Statements.Count, step.Region.Statements.Select(statement => statement.Value).Distinct().Count()));
    }

    [Fact]
    public void WhatOneStepComputesAgainAnotherStillGives()
    {
        var x = _sketch.Input(GraphSketch.Batch, 1);
        var curved = _sketch.Apply("Elu", x, ("alpha", GraphSketch.Real(1)));
        var scale = _sketch.Parameter("scale", 1);
        var scaled = _sketch.Apply("Add", _sketch.Apply("Multiply", _sketch.Apply("Relu6", x), scale), scale);

        // The gradient of the scale sums what the gradient of the input is made of.
        var schedule = Compile.Training(_sketch.Build(curved, scaled));

        Assert.Equal(schedule.Steps.SelectMany(step => step.Writes).Count(), schedule.Steps.SelectMany(step => step.Writes).Distinct().Count());
    }

    [Fact]
    public void AValueWithMoreOperandsThanReadersIsKept()
    {
        var (x, y) = (_sketch.Input(GraphSketch.Batch, 8), _sketch.Input(GraphSketch.Batch, 8));
        var sum = _sketch.Apply("Add", x, y);
        var scaled = _sketch.Apply("Multiply", sum, _sketch.Parameter("scale", 8));
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Add", _sketch.Apply("Square", sum), scaled)));

        Assert.Contains(schedule.Storages, storage => storage.Value == sum.Id);
        Assert.Contains(schedule.Recomputation, note => note.StartsWith(sum.Name, StringComparison.Ordinal) && note.Contains("would move more", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatRowsAreReducedFromIsComputedAgainWhereItsOperandsAreRead()
    {
        var (x, y) = (_sketch.Input(GraphSketch.Batch, 8), _sketch.Input(8, 8));
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("MatMul", _sketch.Apply("Softmax", x, ("dim", GraphSketch.Whole(-1))), y)));

        Assert.Contains("softmaxGradient", Assert.Single(schedule.Recomputation));
        Assert.All(schedule.Steps.OfType<ProductStep>(), step => Assert.Null(step.Epilogue));
    }

    [Fact]
    public void ANumberOfARowThatIsReadUnderAnotherShapeIsComputed()
    {
        var variance = _sketch.Apply("Var", _sketch.Input(GraphSketch.Batch, 8), ("dims", new AttributeValue.List([1])));
        var column = _sketch.Apply("Unsqueeze", variance, ("dim", GraphSketch.Whole(1)));
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Add", column, _sketch.Parameter("shift", 1))));

        Assert.Single(schedule.Steps, step => step.Role == StepRole.Forward);
    }

    [Fact]
    public void AnOperandThatIsReshapedInBetweenKeepsTheStepsApart()
    {
        var x = _sketch.Input(GraphSketch.Batch, 2, 4);
        var flat = _sketch.Apply("Flatten", _sketch.Apply("Exp", x), ("startDim", GraphSketch.Whole(1)), ("endDim", GraphSketch.Whole(-1)));

        var schedule = Compile.Prediction(_sketch.Build(_sketch.Apply("Tanh", flat)));

        Assert.Equal(2, schedule.Steps.Count);
        Assert.Contains("it runs over [batch, 8], its operand over [batch, 2, 4]", Assert.Single(schedule.NotFused));
    }

    [Fact]
    public void DropoutIsGoneFromThePrediction()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var graph = _sketch.Build(_sketch.Linear("output", _sketch.Apply("Dropout", _sketch.Apply("Relu", x), ("p", GraphSketch.Real(0.5f))), 8, 2));

        Assert.DoesNotContain(Statements(Compile.Prediction(graph)), statement => statement.Operation.Site >= 0);
        Assert.Contains(Statements(Compile.Training(graph)), statement => statement.Operation.Site == 0);
    }

    private static IEnumerable<Statement> Statements(Schedule schedule) => schedule.Steps.SelectMany(step => step switch
    {
        MapStep map => map.Region.Statements.AsEnumerable(),
        ProductStep { Epilogue: { } epilogue } => epilogue.Statements,
        _ => [],
    });
}
