using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>
/// The activations and gradients of training, and the generated code that computes with them: <see cref="Forward"/>, then a loss writes
/// <see cref="OutputGradient"/>, then <see cref="Backward"/>. No step allocates memory; nothing has to be disposed. For one thread.
/// </summary>
public abstract class TrainingPass
{
    private readonly Module _model;
    private readonly PassSignature _signature;
    private readonly BatchViews _outputs;
    private readonly BatchViews _outputGradients;
    private AlignedMemory _arena;
    private ArenaPlan? _plan;
    private Tensor? _input;
    private long _runningStep;
    private bool _canGoBack;

    /// <summary>Creates a pass.</summary>
    /// <param name="model">The model to train.</param>
    /// <param name="maxBatch">The largest number of samples in a step, at least 1.</param>
    /// <param name="inputShape">The shape of one sample.</param>
    /// <param name="outputShape">The shape of one output.</param>
    /// <param name="inputName">What the user calls the input, for messages.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBatch"/> is less than 1.</exception>
    protected TrainingPass(Module model, int maxBatch, Shape inputShape, Shape outputShape, string inputName)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        _model = model;
        MaxBatch = maxBatch;
        _signature = new PassSignature(inputName, inputShape, outputShape);
        _outputs = new BatchViews(_signature, maxBatch);
        _outputGradients = new BatchViews(_signature, maxBatch);
        Gradients = new GradientBuffer(model.Parameters);
    }

    /// <summary>The largest number of samples in a step.</summary>
    public int MaxBatch { get; }

    /// <summary>The gradients of the parameters: those of the last <see cref="Backward"/>.</summary>
    public GradientBuffer Gradients { get; }

    /// <summary>
    /// The number of the next forward pass. It keys the dropout masks together with <see cref="Module.Seed"/>: who resumes training sets it.
    /// </summary>
    public long Step { get; set; }

    /// <summary>Where a loss writes the gradient of the last output; its shape is that output's.</summary>
    /// <exception cref="InvalidOperationException">There was no forward pass.</exception>
    public Tensor OutputGradient => Batch > 0
        ? _outputGradients.For(Batch)
        : throw new InvalidOperationException("OutputGradient belongs to an output: call Forward first");

    /// <summary>The number of samples of this step.</summary>
    protected int Batch { get; private set; }

    /// <summary>The samples of this step.</summary>
    protected ReadOnlySpan<float> Input => _input is null ? default : _input.Span;

    /// <summary>The outputs of this step.</summary>
    protected Span<float> Output => _outputs.For(Batch).Span;

    /// <summary>The gradient of the outputs of this step.</summary>
    protected ReadOnlySpan<float> OutputGradientSpan => _outputGradients.For(Batch).Span;

    /// <summary>Computes the outputs of some samples, as in training: with dropout.</summary>
    /// <param name="input">The samples; kept until <see cref="Backward"/>, so they must not change before.</param>
    /// <returns>One row a sample. The next step writes to the same memory.</returns>
    /// <exception cref="ArgumentException">The shape is not that of <c>Forward</c>'s input, or there are more than <see cref="MaxBatch"/> samples.</exception>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var batch = _signature.BatchOf(input.Shape);
        if (batch > MaxBatch)
            throw new ArgumentException($"this pass was made for up to {MaxBatch} samples, but {batch} are given", nameof(input));
        (_input, Batch, _runningStep) = (input, batch, Step);
        Step++;
        _canGoBack = false;
        RunForward();
        _canGoBack = true;
        return _outputs.For(batch);
    }

    /// <summary>Computes the gradients of all parameters from <see cref="OutputGradient"/>.</summary>
    /// <exception cref="InvalidOperationException">There was no forward pass since the last backward pass: its memory is used up.</exception>
    public void Backward()
    {
        if (!_canGoBack)
        {
            throw new InvalidOperationException(Batch == 0
                ? "Backward needs a forward pass: call Forward first"
                : "Backward was already called for this forward pass: call Forward again first");
        }

        _canGoBack = false;
        RunBackward();
    }

    /// <summary>Computes <see cref="Output"/> from <see cref="Input"/>.</summary>
    protected abstract void RunForward();

    /// <summary>Computes the gradients from <see cref="OutputGradientSpan"/>.</summary>
    protected abstract void RunBackward();

    /// <summary>Makes the memory for the planned values.</summary>
    protected void Allocate(ArenaPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        (_plan, _arena) = (plan, new AlignedMemory(plan.TotalLength));
    }

    /// <summary>The first <paramref name="length"/> floats of a planned value.</summary>
    /// <exception cref="InvalidOperationException">No memory was made.</exception>
    protected Span<float> Slice(ArenaSlot slot, int length) =>
        _arena.Span.Slice((_plan ?? throw new InvalidOperationException("Allocate comes before Slice")).OffsetOf(slot), length);

    /// <summary>Where the gradient of a parameter is written, in the order of the parameter's <see cref="Parameter.Layout"/>.</summary>
    protected Span<float> Gradient(Parameter parameter) => Gradients[parameter];

    /// <summary>The key of a dropout mask of this step.</summary>
    /// <param name="site">The number of the dropout in <c>Forward</c>.</param>
    protected PhiloxKey DropoutKey(int site) => new(_model.Seed, _runningStep, site);
}
