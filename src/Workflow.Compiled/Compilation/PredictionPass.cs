namespace Workflow.Compiled;

/// <summary>
/// The activations of one prediction, and the generated code that computes with them. <see cref="Module.Predict(Tensor)"/> takes one from
/// a pool; the compiler derives from this class.
/// </summary>
public abstract unsafe class PredictionPass
{
    private readonly int[] _capacity;
    private readonly int[] _lengths;
    private readonly PassInput[] _inputs;
    private readonly PassOutput[] _outputs;
    private readonly BorderImages?[] _images;
    private readonly BorderImages?[] _imageOutputs;
    private readonly LengthsCache<Shape[]> _imageShapes;
    private readonly SampleChunks _chunks;
    private bool _isOpen;
    private bool _isInChunks;
    private int _batch;
    private int _first;
    private float* _input;
    private float* _output;
    private int _inputLength;
    private int _outputLength;

    /// <summary>Creates a pass without memory.</summary>
    /// <param name="model">The model whose parameters are used.</param>
    /// <param name="inputs">The shapes of the inputs.</param>
    /// <param name="outputs">The number of results.</param>
    protected PredictionPass(Module model, PassInputShape[] inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        Signature = new PassSignature(inputs);
        (_capacity, _lengths) = (new int[Signature.LengthCount], new int[Signature.LengthCount]);
        _inputs = new PassInput[inputs.Length];
        _outputs = new PassOutput[outputs];
        _images = Signature.MakeImages();
        _imageOutputs = new BorderImages?[outputs];
        _imageShapes = new LengthsCache<Shape[]>(() => [.. Enumerable.Range(0, outputs).Select(OutputShape)]);
        _chunks = new SampleChunks(model.Parameters.ElementCount, MemoryFor);
    }

    /// <summary>The shapes that go in.</summary>
    internal PassSignature Signature { get; }

    /// <summary>Makes the frame of the model.</summary>
    /// <param name="lengths">The largest lengths.</param>
    protected abstract PredictionFrame Open(ReadOnlySpan<int> lengths);

    /// <summary>Whether what is computed of one sample depends on no other, so that a few may be computed at a time; no model does unless the compiler says so.</summary>
    protected virtual bool AreSamplesApart => false;

    /// <summary>Checks what the compiler could not prove of the lengths of a call, before it begins.</summary>
    /// <exception cref="ArgumentException">They do not fit each other.</exception>
    protected virtual void CheckLengths(ReadOnlySpan<int> lengths)
    {
    }

    /// <summary>Tells the frame the lengths of a call.</summary>
    protected abstract void Bind(ReadOnlySpan<int> lengths);

    /// <summary>The shape of a result for the lengths that the frame was told.</summary>
    protected abstract Shape OutputShape(int output);

    /// <summary>The number of elements of a result for the lengths that the frame was told.</summary>
    protected abstract int OutputLength(int output);

    /// <summary>Whether a result holds indices; none does unless the compiler says so.</summary>
    protected virtual bool IsIndexOutput(int output) => false;

    /// <summary>Whether a result is images that the frame gives with the channels of a pixel side by side; none is unless the compiler says so.</summary>
    protected virtual bool IsImageOutput(int output) => false;

    /// <summary>Computes the results from the inputs.</summary>
    protected abstract void Run();

    /// <summary>The numbers of an argument of this chunk; images with the channels of a pixel side by side.</summary>
    protected ReadOnlySpan<float> Numbers(int input) => _images[input] is { AreMoved: true } images ? images.Span : Given(input);

    /// <summary>The indices of an argument of this chunk.</summary>
    protected ReadOnlySpan<int> Indices(int input) => Signature.HasSamples(input) ? OfChunk(_inputs[input].Indices) : _inputs[input].Indices;

    /// <summary>The place for a result: the caller's, or where it is images that of images with the channels of a pixel side by side.</summary>
    protected Span<float> Output(int output) => _imageOutputs[output] is { AreMoved: true } images ? images.Span : Place(output);

    /// <summary>The caller's place for a result that holds indices.</summary>
    protected Span<int> IndexOutput(int output) => OfChunk(_outputs[output].Indices.Span);

    /// <summary>Computes new tensors.</summary>
    /// <exception cref="ArgumentException">An argument does not have the shape that it must have.</exception>
    internal void Run(ReadOnlySpan<PassInput> inputs, Span<PassOutput> outputs)
    {
        if (outputs.Length != _outputs.Length)
            throw SeveralResults();
        Signature.Bind(inputs, _lengths);
        Fit();
        for (var output = 0; output < outputs.Length; output++)
            outputs[output] = _outputs[output] = PassOutput.Create(OutputShape(output), IsIndexOutput(output));
        inputs.CopyTo(_inputs);
        RunChunks();
        Array.Clear(_inputs);
        Array.Clear(_outputs);
    }

    /// <summary>Computes the only result of the only input.</summary>
    /// <exception cref="ArgumentException">The input is not a whole number of samples, or the output has not one row for each.</exception>
    /// <exception cref="InvalidOperationException">The module has other inputs or outputs.</exception>
    internal void Run(ReadOnlySpan<float> input, Span<float> output)
    {
        if (_outputs.Length != 1)
            throw SeveralResults();
        if (IsIndexOutput(0))
            throw new InvalidOperationException("Forward gives indices; call the Predict of the class itself, which returns an IndexTensor");
        var batch = _lengths[0] = Signature.BatchOf(input.Length);
        Fit();
        var size = OutputLength(0);
        if (output.Length != size)
            throw new ArgumentException($"the output of {batch} samples has {batch} x {size / batch} values, but there is room for {output.Length}");
        fixed (float* inputAddress = input, outputAddress = output)
        {
            _input = inputAddress;
            _output = outputAddress;
            (_inputLength, _outputLength) = (input.Length, output.Length);
            RunChunks();
            _input = _output = null;
        }
    }

    private ReadOnlySpan<float> Given(int input) => _input is not null ? OfChunk(new ReadOnlySpan<float>(_input, _inputLength))
        : Signature.HasSamples(input) ? OfChunk(_inputs[input].Numbers)
        : _inputs[input].Numbers;

    private Span<float> Place(int output) => OfChunk(_output is null ? _outputs[output].Numbers.Span : new(_output, _outputLength));

    /// <summary>What belongs to the samples of this chunk; all there is where the batch is computed at once.</summary>
    private ReadOnlySpan<T> OfChunk<T>(ReadOnlySpan<T> samples)
    {
        if (!_isInChunks)
            return samples;
        var size = samples.Length / _batch;
        return samples.Slice(_first * size, _lengths[0] * size);
    }

    private Span<T> OfChunk<T>(Span<T> samples)
    {
        if (!_isInChunks)
            return samples;
        var size = samples.Length / _batch;
        return samples.Slice(_first * size, _lengths[0] * size);
    }

    private void RunChunks()
    {
        if (!_isInChunks)
        {
            BindImages();
            RunBetweenBorders();
            return;
        }

        var size = _lengths[0];
        for (_first = 0; _first < _batch; _first += size)
        {
            _lengths[0] = Math.Min(size, _batch - _first);
            Bind(_lengths);
            BindImages();
            RunBetweenBorders();
        }
    }

    private void RunBetweenBorders()
    {
        for (var input = 0; input < _images.Length; input++)
            _images[input]?.Enter(Given(input));
        Run();
        for (var output = 0; output < _imageOutputs.Length; output++)
            _imageOutputs[output]?.Leave(Place(output));
    }

    private InvalidOperationException SeveralResults() =>
        new($"Forward gives {_outputs.Length} results; call the Predict of the class itself, which returns them all");

    /// <summary>Makes room for the lengths of this call, or for a chunk of its samples; the frame is told the lengths of the call, and <see cref="_lengths"/> holds those of a chunk.</summary>
    private void Fit()
    {
        CheckLengths(_lengths);
        var whole = _lengths.Length == 0 ? 0 : _lengths[0];
        var chunk = AreSamplesApart ? _chunks.SizeFor(_lengths) : whole;
        (_batch, _isInChunks) = (whole, chunk < whole);
        Reserve(chunk);
        Bind(_lengths);
        if (_isInChunks)
            _lengths[0] = chunk;
    }

    /// <summary>Makes room for so many samples at a time.</summary>
    private void Reserve(int samples)
    {
        var fits = _isOpen;
        for (var i = 0; i < _lengths.Length; i++)
        {
            var length = i == 0 ? samples : _lengths[i];
            fits &= length <= _capacity[i];
            _capacity[i] = Math.Max(_capacity[i], length);
        }

        if (!fits)
            Open(_capacity).Allocate();
        _isOpen = true;
    }

    private long MemoryFor(int[] lengths)
    {
        // What is opened here is the frame from now on, but has no memory.
        _isOpen = false;
        return Open(lengths).ArenaLength;
    }

    private void BindImages()
    {
        Signature.Bind(_images, _lengths);
        for (var output = 0; output < _imageOutputs.Length; output++)
        {
            if (IsImageOutput(output))
                (_imageOutputs[output] ??= new BorderImages()).Bind(_imageShapes.For(_lengths)[output]);
        }
    }
}
