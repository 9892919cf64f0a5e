namespace Workflow.Compiled;

/// <summary>
/// The activations and gradients of training, and the generated code that computes with them: <see cref="Forward"/>, then a loss writes
/// <see cref="OutputGradient"/>, then <see cref="Backward"/>. No step allocates memory; nothing has to be disposed. For one thread.
/// </summary>
/// <remarks>
/// A module whose <c>Forward</c> takes or returns several tensors has a pass of its own type with a matching <c>Forward</c>. Where lengths other
/// than the batch vary, the memory grows to the largest that were seen.
/// </remarks>
public abstract class TrainingPass
{
    private readonly TrainingContext _context;
    private readonly PassSignature _signature;
    private readonly LengthsCache<PassResult[]> _results;
    private readonly int[] _capacity;
    private readonly int[] _lengths;
    private readonly int[] _wanted;
    private readonly PassInput[] _inputs;
    private readonly BorderImages?[] _images;
    private readonly BorderImages?[] _imageOutputs;
    private readonly BorderImages?[] _imageGradients;
    private readonly PassOutput[] _outputMemory;
    private readonly Tensor?[] _gradientMemory;
    private PassResult[] _current = [];
    private bool _isOpen;
    private bool _canGoBack;

    /// <summary>Creates a pass without memory.</summary>
    /// <param name="model">The model to train.</param>
    /// <param name="maxBatch">The largest first length of the first input, at least 1.</param>
    /// <param name="inputs">The shapes of the inputs.</param>
    /// <param name="outputs">The number of results.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBatch"/> is less than 1.</exception>
    protected TrainingPass(Module model, int maxBatch, PassInputShape[] inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        MaxBatch = maxBatch;
        Gradients = new GradientBuffer(model.Parameters);
        _context = new TrainingContext(model, Gradients);
        _signature = new PassSignature(inputs);
        _results = new LengthsCache<PassResult[]>(MakeResults);
        (_capacity, _lengths, _wanted) = (new int[_signature.LengthCount], new int[_signature.LengthCount], new int[_signature.LengthCount]);
        _inputs = new PassInput[inputs.Length];
        _images = _signature.MakeImages();
        (_imageOutputs, _imageGradients) = (new BorderImages?[outputs], new BorderImages?[outputs]);
        (_outputMemory, _gradientMemory) = (new PassOutput[outputs], new Tensor?[outputs]);
    }

    /// <summary>The largest number of samples in a step.</summary>
    public int MaxBatch { get; }

    /// <summary>The gradients of the parameters: those of the last <see cref="Backward"/>.</summary>
    public GradientBuffer Gradients { get; }

    /// <summary>The memory for activations and their gradients.</summary>
    public PassMemory Memory { get; private set; }

    /// <summary>
    /// The number of the next forward pass. It keys the dropout masks together with <see cref="Module.Seed"/>: who resumes training sets it.
    /// </summary>
    public long Step { get; set; }

    /// <summary>
    /// Where a loss writes the gradient of the last output; its shape is that output's. Where <c>Forward</c> returns the loss itself, a single
    /// number, it is 1.
    /// </summary>
    /// <exception cref="InvalidOperationException">There was no forward pass.</exception>
    public Tensor OutputGradient => OutputGradientOf(0);

    /// <summary>Computes the output of some samples, as in training: with dropout.</summary>
    /// <param name="input">The samples; kept until <see cref="Backward"/>, so they must not change before.</param>
    /// <returns>The first result. The next step writes to the same memory.</returns>
    /// <exception cref="ArgumentException">The shape is not that of <c>Forward</c>'s input, or there are more than <see cref="MaxBatch"/> samples.</exception>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        RunForward([input]);
        return Output(0);
    }

    /// <summary>Computes the gradients of all parameters from <see cref="OutputGradient"/>.</summary>
    /// <exception cref="InvalidOperationException">There was no forward pass since the last backward pass: its memory is used up.</exception>
    public void Backward()
    {
        if (!_canGoBack)
        {
            throw new InvalidOperationException(_current.Length == 0
                ? "Backward needs a forward pass: call Forward first"
                : "Backward was already called for this forward pass: call Forward again first");
        }

        _canGoBack = false;
        _context.Gradients.Begin();
        for (var output = 0; output < _imageGradients.Length; output++)
            _imageGradients[output]?.Enter(OutputGradientOf(output).Span);
        RunBackward();
        _context.Gradients.End();
    }

    /// <summary>Where a loss writes the gradient of one of several outputs.</summary>
    /// <param name="output">The number of the output.</param>
    /// <exception cref="InvalidOperationException">There was no forward pass, or the output holds indices, which have no gradient.</exception>
    public Tensor OutputGradientOf(int output) => _current.Length > 0
        ? _current[output].Gradient ?? throw new InvalidOperationException($"result {output} holds indices, which have no gradient")
        : throw new InvalidOperationException("OutputGradient belongs to an output: call Forward first");

    /// <summary>Makes the frame of the model.</summary>
    /// <param name="context">What all frames share.</param>
    /// <param name="lengths">The largest lengths.</param>
    protected abstract TrainingFrame Open(TrainingContext context, ReadOnlySpan<int> lengths);

    /// <summary>Checks what the compiler could not prove of the lengths of a step, before it begins.</summary>
    /// <exception cref="ArgumentException">They do not fit each other.</exception>
    protected virtual void CheckLengths(ReadOnlySpan<int> lengths)
    {
    }

    /// <summary>Tells the frame the lengths of a step.</summary>
    protected abstract void Bind(ReadOnlySpan<int> lengths);

    /// <summary>The shape of a result for the lengths that the frame was told.</summary>
    protected abstract Shape OutputShape(int output);

    /// <summary>Whether a result holds indices; none does unless the compiler says so.</summary>
    protected virtual bool IsIndexOutput(int output) => false;

    /// <summary>Whether a result is images that the frame gives with the channels of a pixel side by side; none is unless the compiler says so.</summary>
    protected virtual bool IsImageOutput(int output) => false;

    /// <summary>Computes the results from the inputs.</summary>
    protected abstract void RunForward();

    /// <summary>Computes the gradients from those of the results.</summary>
    protected abstract void RunBackward();

    /// <summary>Makes the memory, where its size is known before the first step.</summary>
    protected void Prepare()
    {
        if (_signature.LengthCount > 1)
            return;
        _wanted.AsSpan().Fill(MaxBatch);
        Grow();
    }

    /// <summary>Computes the results of some inputs.</summary>
    /// <param name="inputs">The arguments; kept until <see cref="Backward"/>.</param>
    /// <exception cref="ArgumentException">The shapes are not those of <c>Forward</c>'s inputs, or there are more than <see cref="MaxBatch"/> samples.</exception>
    protected void RunForward(ReadOnlySpan<PassInput> inputs)
    {
        _signature.Bind(inputs, _wanted);
        if (_wanted.Length > 0 && _wanted[0] > MaxBatch)
            throw new ArgumentException($"this pass was made for up to {MaxBatch} samples, but {_wanted[0]} are given");
        CheckLengths(_wanted);
        if (!_isOpen || Exceeds(_wanted, _capacity))
            Grow();
        _wanted.CopyTo(_lengths.AsSpan());
        inputs.CopyTo(_inputs);
        Bind(_lengths);
        _current = _results.For(_lengths);
        _context.Step = Step++;
        _canGoBack = false;
        BindImages();
        for (var input = 0; input < _images.Length; input++)
            _images[input]?.Enter(_inputs[input].Numbers);
        RunForward();
        for (var output = 0; output < _imageOutputs.Length; output++)
            _imageOutputs[output]?.Leave(Output(output).Span);
        _canGoBack = true;
    }

    /// <summary>A result of this step.</summary>
    protected Tensor Output(int output) => _current[output].Value.Numbers;

    /// <summary>A result of this step that holds indices.</summary>
    protected IndexTensor IndexOutput(int output) => _current[output].Value.Indices;

    /// <summary>A result of this step that is images, as the frame gives it.</summary>
    protected Span<float> ImageOutput(int output) => _imageOutputs[output] is { AreMoved: true } images ? images.Span : Output(output).Span;

    /// <summary>The gradient of a result that is images, as the frame takes it.</summary>
    protected ReadOnlySpan<float> ImageOutputGradient(int output) =>
        _imageGradients[output] is { AreMoved: true } images ? images.Span : OutputGradientOf(output).Span;

    /// <summary>The numbers of an argument of this step; images with the channels of a pixel side by side.</summary>
    protected ReadOnlySpan<float> Numbers(int input) => _images[input] is { AreMoved: true } images ? images.Span : _inputs[input].Numbers;

    /// <summary>The indices of an argument of this step.</summary>
    protected ReadOnlySpan<int> Indices(int input) => _inputs[input].Indices;

    private static bool Exceeds(int[] lengths, int[] capacity)
    {
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] > capacity[i])
                return true;
        }

        return false;
    }

    private void BindImages()
    {
        _signature.Bind(_images, _lengths);
        for (var output = 0; output < _imageOutputs.Length; output++)
        {
            _imageOutputs[output]?.Bind(Output(output).Shape);
            _imageGradients[output]?.Bind(Output(output).Shape);
        }
    }

    private void Grow()
    {
        for (var i = 0; i < _capacity.Length; i++)
            _capacity[i] = i == 0 ? MaxBatch : Math.Max(_capacity[i], _wanted[i]);
        var frame = Open(_context.Restart(), _capacity);
        var arena = frame.Allocate();
        Bind(_capacity);
        for (var output = 0; output < _outputMemory.Length; output++)
        {
            _outputMemory[output] = PassOutput.Create(OutputShape(output), IsIndexOutput(output));
            _gradientMemory[output] = IsIndexOutput(output) ? null : Tensor.Unwritten(OutputShape(output));
            if (IsImageOutput(output))
                (_imageOutputs[output], _imageGradients[output]) = (new BorderImages(), new BorderImages());
        }

        Memory = new PassMemory(sizeof(float) * (long)arena, sizeof(float) * frame.SumOfLengths);
        _results.Clear();
        _isOpen = true;
    }

    private PassResult[] MakeResults()
    {
        var results = new PassResult[_outputMemory.Length];
        for (var output = 0; output < results.Length; output++)
        {
            var shape = OutputShape(output);
            var gradient = _gradientMemory[output]?.View(shape);
            if (shape.Rank == 0)
                gradient?.Span.Fill(1);
            results[output] = new PassResult(_outputMemory[output].View(shape), gradient);
        }

        return results;
    }

    private readonly record struct PassResult(PassOutput Value, Tensor? Gradient);
}
