using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The formula of <see cref="BceWithLogits"/>; a null pointer stands for weights of 1.</summary>
internal readonly unsafe struct BceElement(float* positiveWeights, float* weights) : IElementLoss
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V output, V target, nint column, out V derivative)
        where V : struct, IVector<V>
    {
        // z = exp(-|x|) gives both log(1 + exp(-x)) and the sigmoid, without overflow.
        var z = VectorMath.Exp(-V.Abs(output));
        var softplus = VectorMath.Log1pOfUnit(z) + V.Max(-output, V.Zero);
        var sigmoid = V.Select(V.LessThan(output, V.Zero), z, V.One) / (V.One + z);

        // d/dx = (1 - y + p y) sigmoid - p y
        V loss;
        if (positiveWeights == null)
        {
            loss = V.MultiplyAdd(V.One - target, output, softplus);
            derivative = sigmoid - target;
        }
        else
        {
            var positive = V.Load(positiveWeights + column);
            loss = (V.One - target) * output + V.MultiplyAdd(positive - V.One, target, V.One) * softplus;
            var positiveTarget = positive * target;
            derivative = (positiveTarget + V.One - target) * sigmoid - positiveTarget;
        }

        if (weights == null)
            return loss;
        derivative *= V.Load(weights + column);
        return loss * V.Load(weights + column);
    }
}
