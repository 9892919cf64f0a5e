namespace Workflow.Compiled;

/// <summary>
/// The activations of one prediction, and the generated code that computes with them. <see cref="Module.Predict(Tensor)"/> takes one from
/// a pool; the compiler derives from this class.
/// </summary>
public abstract unsafe class PredictionPass
{
    private AlignedMemory _arena;
    private ArenaPlan? _plan;
    private float* _input;
    private float* _output;

    /// <summary>Creates a pass.</summary>
    /// <param name="model">The model whose parameters are used.</param>
    /// <param name="maxBatch">The largest number of samples, at least 1.</param>
    /// <param name="inputShape">The shape of one sample.</param>
    /// <param name="outputShape">The shape of one output.</param>
    /// <param name="inputName">What the user calls the input, for messages.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBatch"/> is less than 1.</exception>
    protected PredictionPass(Module model, int maxBatch, Shape inputShape, Shape outputShape, string inputName)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        MaxBatch = maxBatch;
        Signature = new PassSignature(inputName, inputShape, outputShape);
        _ = model.Parameters;
    }

    /// <summary>The largest number of samples.</summary>
    public int MaxBatch { get; }

    /// <summary>The number of samples of the call that runs.</summary>
    protected int Batch { get; private set; }

    /// <summary>The caller's samples.</summary>
    protected ReadOnlySpan<float> Input => new(_input, Batch * Signature.InputSize);

    /// <summary>The caller's place for the outputs.</summary>
    protected Span<float> Output => new(_output, Batch * Signature.OutputSize);

    /// <summary>The shapes that go in and out.</summary>
    internal PassSignature Signature { get; }

    /// <summary>Computes <see cref="Output"/> from <see cref="Input"/>.</summary>
    protected abstract void Run();

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

    /// <summary>Computes the outputs of a checked input.</summary>
    internal void Run(ReadOnlySpan<float> input, Span<float> output, int batch)
    {
        fixed (float* inputAddress = input, outputAddress = output)
        {
            _input = inputAddress;
            _output = outputAddress;
            Batch = batch;
            Run();
            Batch = 0;
            _input = _output = null;
        }
    }
}
