namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.LayerNorm"/>, with a weight that starts at 1 and a bias that starts at 0.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html"/>
public sealed class LayerNorm : Module, ILayer
{
    private readonly int[] _normalizedShape;
    private readonly float _eps;
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;

    /// <summary>Creates a layer that normalises the last axis.</summary>
    /// <param name="normalizedShape">The length of the last axis, at least 1.</param>
    /// <param name="eps">What keeps the root from 0.</param>
    /// <param name="elementwiseAffine">Whether there are a weight and a bias.</param>
    /// <param name="bias">Whether there is a bias, where there is a weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    public LayerNorm(int normalizedShape, float eps = 1e-5f, bool elementwiseAffine = true, bool bias = true)
        : this([normalizedShape], eps, elementwiseAffine, bias)
    {
    }

    /// <summary>Creates a layer that normalises the last axes together.</summary>
    /// <param name="normalizedShape">The lengths of the last axes, each at least 1.</param>
    /// <param name="eps">What keeps the root from 0.</param>
    /// <param name="elementwiseAffine">Whether there are a weight and a bias.</param>
    /// <param name="bias">Whether there is a bias, where there is a weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is less than 1.</exception>
    public LayerNorm(int[] normalizedShape, float eps = 1e-5f, bool elementwiseAffine = true, bool bias = true)
    {
        _normalizedShape = NormalizedShape.Check(normalizedShape);
        _eps = eps;
        if (elementwiseAffine)
            _weight = new Parameter(this, new Shape(_normalizedShape), ParameterLayout.RowMajor, Initializer.Ones);
        if (elementwiseAffine && bias)
            _bias = new Parameter(this, new Shape(_normalizedShape), ParameterLayout.RowMajor, Initializer.Zeros);
    }

    /// <summary>The weight, of the normalised shape.</summary>
    /// <exception cref="InvalidOperationException">The layer has none; see <see cref="HasWeight"/>.</exception>
    public Parameter Weight => _weight ?? throw new InvalidOperationException("this layer was made without a weight");

    /// <summary>The bias, of the normalised shape.</summary>
    /// <exception cref="InvalidOperationException">The layer has none; see <see cref="HasBias"/>.</exception>
    public Parameter Bias => _bias ?? throw new InvalidOperationException("this layer was made without a bias");

    /// <summary>Whether there is a weight.</summary>
    public bool HasWeight => _weight is not null;

    /// <summary>Whether there is a bias.</summary>
    public bool HasBias => _bias is not null;

    /// <inheritdoc cref="Functional.LayerNorm"/>
    [Operator("LayerNorm")]
    public Tensor Forward(Tensor input) => Functional.LayerNorm(input, _normalizedShape, _weight?.ToTensor(), _bias?.ToTensor(), _eps);

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (_weight is not null)
            members.Add("weight", _weight);
        if (_bias is not null)
            members.Add("bias", _bias);
    }
}
