namespace Workflow.Compiled;

/// <summary>x where x is positive, else a learned weight times x: one weight for all, or one for each channel of axis 1.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.PReLU.html"/>
public sealed class PRelu : Module
{
    /// <summary>Creates the layer.</summary>
    /// <param name="numParameters">The number of weights: 1, or the length of axis 1.</param>
    /// <param name="init">The first value of every weight.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="numParameters"/> is less than 1.</exception>
    public PRelu(int numParameters = 1, float init = 0.25f)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numParameters, 1);
        Weight = new Parameter(this, [numParameters], ParameterLayout.RowMajor, new ConstantInitializer(init));
    }

    /// <summary>The slopes of negative values.</summary>
    public Parameter Weight { get; }

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">x, of any shape.</param>
    /// <exception cref="ArgumentException">There is more than one weight, but axis 1 has another length.</exception>
    [Operator("PRelu")]
    public Tensor Forward(Tensor input) => Functional.PRelu(input, Weight.ToTensor());

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        members.Add("weight", Weight);
    }
}
