namespace Workflow.Compiled;

/// <summary>The gradients of all parameters of a model, laid out like <see cref="ParameterCollection.Flat"/>.</summary>
public sealed class GradientBuffer
{
    private readonly AlignedMemory _memory;

    internal GradientBuffer(ParameterCollection parameters)
    {
        Parameters = parameters;
        _memory = new AlignedMemory(parameters.FlatLength);
    }

    /// <summary>The parameters that these are the gradients of.</summary>
    public ParameterCollection Parameters { get; }

    /// <summary>All gradients, with zeros between those of different parameters.</summary>
    public Span<float> Flat => _memory.Span;

    /// <summary>The gradient of a parameter, in the order of the parameter's <see cref="Parameter.Layout"/>.</summary>
    /// <exception cref="ArgumentException">The parameter is another model's.</exception>
    public Span<float> this[Parameter parameter]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(parameter);
            return _memory.Span.Slice(Parameters.OffsetOf(parameter), parameter.Shape.ElementCount);
        }
    }

    /// <summary>A copy of the gradient of a parameter, of PyTorch's shape and order.</summary>
    /// <exception cref="ArgumentException">The parameter is another model's.</exception>
    public Tensor ToTensor(Parameter parameter)
    {
        var values = this[parameter];
        var tensor = new Tensor(parameter.Shape);
        ParameterOrder.ToRowMajor(values, parameter, tensor.Span);
        return tensor;
    }
}
