namespace Workflow.Compiled;

/// <summary>A layer that zeroes by chance in training.</summary>
public abstract class DropoutLayer : ParameterlessModule
{
    private protected DropoutLayer(float p)
    {
        if (p is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "a probability is between 0 and 1");
        P = p;
    }

    /// <summary>The probability to be zeroed.</summary>
    public float P { get; }
}
