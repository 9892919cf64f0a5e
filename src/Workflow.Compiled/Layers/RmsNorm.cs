namespace Workflow.Compiled;

/// <summary>The layer form of <see cref="Functional.RmsNorm"/>, with a weight that starts at 1.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html"/>
public sealed class RmsNorm : Module, ILayer
{
    private readonly int[] _normalizedShape;
    private readonly float _eps;
    private readonly Parameter? _weight;

    /// <summary>Creates a layer that normalises the last axis.</summary>
    /// <param name="normalizedShape">The length of the last axis, at least 1.</param>
    /// <param name="eps">What keeps the root from 0.</param>
    /// <param name="elementwiseAffine">Whether there is a weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    public RmsNorm(int normalizedShape, float eps = 1.1920929e-7f, bool elementwiseAffine = true)
        : this([normalizedShape], eps, elementwiseAffine)
    {
    }

    /// <summary>Creates a layer that normalises the last axes together.</summary>
    /// <param name="normalizedShape">The lengths of the last axes, each at least 1.</param>
    /// <param name="eps">What keeps the root from 0.</param>
    /// <param name="elementwiseAffine">Whether there is a weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is less than 1.</exception>
    public RmsNorm(int[] normalizedShape, float eps = 1.1920929e-7f, bool elementwiseAffine = true)
    {
        _normalizedShape = NormalizedShape.Check(normalizedShape);
        _eps = eps;
        if (elementwiseAffine)
            _weight = new Parameter(this, new Shape(_normalizedShape), ParameterLayout.RowMajor, Initializer.Ones);
    }

    /// <summary>The weight, of the normalised shape.</summary>
    /// <exception cref="InvalidOperationException">The layer has none; see <see cref="HasWeight"/>.</exception>
    public Parameter Weight => _weight ?? throw new InvalidOperationException("this layer was made without a weight");

    /// <summary>Whether there is a weight.</summary>
    public bool HasWeight => _weight is not null;

    /// <inheritdoc cref="Functional.RmsNorm"/>
    [Operator("RmsNorm")]
    public Tensor Forward(Tensor input) => Functional.RmsNorm(input, _normalizedShape, _weight?.ToTensor(), _eps);

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (_weight is not null)
            members.Add("weight", _weight);
    }
}
