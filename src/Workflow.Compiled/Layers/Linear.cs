namespace Workflow.Compiled;

/// <summary>y = x · Wᵀ + b over the last axis.</summary>
/// <remarks>
/// The first values of weight and bias are uniform between ±1/√inFeatures, as in PyTorch. The weight has PyTorch's shape [out, in] and is
/// stored [in, out].
/// </remarks>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Linear.html"/>
public sealed class Linear : Module, ILayer
{
    private readonly Parameter? _bias;

    /// <summary>Creates a layer.</summary>
    /// <param name="inFeatures">The length of the last axis of the input, at least 1.</param>
    /// <param name="outFeatures">The length of the last axis of the output, at least 1.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is less than 1.</exception>
    public Linear(int inFeatures, int outFeatures, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inFeatures, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outFeatures, 1);
        (InFeatures, OutFeatures) = (inFeatures, outFeatures);
        // kaiming_uniform with a = √5: the gain √(2 / (1 + a²)) times √(3 / in) is 1 / √in.
        var bound = 1 / MathF.Sqrt(inFeatures);
        var initializer = Initializer.Uniform(-bound, bound);
        Weight = new Parameter(this, [outFeatures, inFeatures], ParameterLayout.Transposed, initializer);
        _bias = bias ? new Parameter(this, [outFeatures], ParameterLayout.RowMajor, initializer) : null;
    }

    /// <summary>The length of the last axis of the input.</summary>
    public int InFeatures { get; }

    /// <summary>The length of the last axis of the output.</summary>
    public int OutFeatures { get; }

    /// <summary>W, of shape [out, in], stored [in, out].</summary>
    public Parameter Weight { get; }

    /// <summary>b, of shape [out].</summary>
    /// <exception cref="InvalidOperationException">The layer has none; see <see cref="HasBias"/>.</exception>
    public Parameter Bias => _bias ?? throw new InvalidOperationException("this layer was made without a bias");

    /// <summary>Whether b is added.</summary>
    public bool HasBias => _bias is not null;

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">x, of shape [..., in].</param>
    /// <returns>y, of shape [..., out].</returns>
    /// <exception cref="ArgumentException">The last axis has another length.</exception>
    [Operator("Linear")]
    public Tensor Forward(Tensor input) => Functional.Linear(input, Weight.ToTensor(), _bias?.ToTensor());

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        members.Add("weight", Weight);
        if (_bias is not null)
            members.Add("bias", _bias);
    }
}
