using System.Diagnostics;

namespace Workflow.Compiled;

/// <summary>
/// The training loop that a user would write: forward pass, loss, backward pass, optimizer step, with figures, progress and cancellation. A step
/// allocates no memory.
/// </summary>
public sealed class Trainer
{
    private readonly Module _model;
    private readonly Loss _criterion;
    private readonly Optimizer _optimizer;
    private readonly LRScheduler? _scheduler;
    private readonly Figures _figures;
    private TrainingPass? _pass;

    /// <summary>Creates a trainer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="criterion">The loss; with a reduction to one number.</param>
    /// <param name="optimizer">Changes the parameters of <paramref name="model"/>.</param>
    /// <param name="metrics">What is measured besides the loss; null for the accuracy where the targets are class numbers.</param>
    /// <param name="scheduler">Changes the learning rate of <paramref name="optimizer"/> after every step of it, so that it counts steps and not epochs; null for nobody.</param>
    public Trainer(Module model, Loss criterion, Optimizer optimizer, IReadOnlyList<IMetric>? metrics = null, LRScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(optimizer);
        (_model, _criterion, _optimizer, _scheduler) = (model, criterion, optimizer, scheduler);
        _figures = new Figures(criterion, metrics ?? (criterion is ClassLoss ? [new Accuracy()] : []));
    }

    /// <summary>Trains.</summary>
    /// <param name="train">The samples to learn from.</param>
    /// <param name="validation">The samples to measure with after each epoch; null for none.</param>
    /// <param name="epochs">How often to go through the samples, at least once.</param>
    /// <param name="progress">Told after every step and every epoch; null for nobody.</param>
    /// <param name="cancellationToken">Looked at before every step: the model is then as the last step left it.</param>
    /// <returns>What each epoch gave.</returns>
    /// <exception cref="TrainingDivergedException">A loss or a gradient is not finite; the weights are as the last finite step left them.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was requested.</exception>
    /// <exception cref="DataLoaderException">A sample could not be read.</exception>
    public TrainingHistory Fit(
        DataLoader train,
        DataLoader? validation = null,
        int epochs = 1,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        if (_pass is null || _pass.MaxBatch < train.BatchSize)
            _pass = _model.CreateTrainingPass(train.BatchSize);

        var results = new List<EpochResult>(epochs);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var start = Stopwatch.GetTimestamp();
            TrainEpoch(_pass, train, new TrainingProgress(epoch, epochs, 0, train.BatchCount, double.NaN, null), progress, cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var trained = _figures.ToEvaluation();
            var validated = validation is null ? null : Evaluate(validation, cancellationToken);
            results.Add(new EpochResult(epoch, trained, validated, seconds));
            progress?.Report(new TrainingProgress(epoch, epochs, train.BatchCount, train.BatchCount, trained.Loss, results[^1]));
        }

        return new TrainingHistory(results);
    }

    /// <summary>Measures the model, as in inference: without dropout.</summary>
    /// <param name="loader">The samples.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="OperationCanceledException">Cancellation was requested.</exception>
    /// <exception cref="DataLoaderException">A sample could not be read.</exception>
    public Evaluation Evaluate(DataLoader loader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(loader);
        _figures.Reset();
        var predictor = new Predictor(_model);
        foreach (var batch in loader)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var output = predictor.Predict(batch.Inputs);
            _figures.Add(_criterion.Forward(output, batch.Targets), output, batch);
        }

        return _figures.ToEvaluation();
    }

    private void TrainEpoch(
        TrainingPass pass, DataLoader train, TrainingProgress place, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        _figures.Reset();
        foreach (var batch in train)
        {
            cancellationToken.ThrowIfCancellationRequested();
            place = place with { Step = place.Step + 1 };
            var output = pass.Forward(batch.Inputs);
            var loss = _criterion.Forward(output, batch.Targets, pass.OutputGradient);
            pass.Backward();
            if (!float.IsFinite(loss) || !NonFinite.IsAbsentFrom(pass.Gradients.Flat))
                throw Diverged(pass.Gradients, loss, place);
            _optimizer.Step(pass.Gradients);
            _scheduler?.Step();

            _figures.Add(loss, output, batch);
            place = place with { Loss = _figures.Loss };
            progress?.Report(place);
        }
    }

    private static TrainingDivergedException Diverged(GradientBuffer gradients, float loss, TrainingProgress place)
    {
        var parameter = gradients.Parameters.FirstOrDefault(parameter => !NonFinite.IsAbsentFrom(parameter.Span));
        var gradient = gradients.Parameters.FirstOrDefault(parameter => !NonFinite.IsAbsentFrom(gradients[parameter]));
        var tensor = parameter is not null ? $"the parameter {parameter.Name}"
            : gradient is not null ? $"the gradient of {gradient.Name}"
            : null;
        var culprit = tensor is null ? "all parameters and gradients are finite" : $"the first tensor that is not finite is {tensor}";
        return new TrainingDivergedException(
            FormattableString.Invariant($"training diverged in epoch {place.Epoch}, step {place.Step}: the loss is {loss}; {culprit}"),
            place.Epoch,
            place.Step,
            (parameter ?? gradient)?.Name);
    }
}
