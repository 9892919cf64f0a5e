using System.Numerics;
using System.Runtime.InteropServices;

namespace Workflow.Compiled;

/// <summary>Finds NaN and infinities.</summary>
internal static class NonFinite
{
    /// <summary>Whether all values are finite.</summary>
    public static bool IsAbsentFrom(ReadOnlySpan<float> values)
    {
        // A finite number times 0 is 0; NaN and the infinities give NaN, which no addition removes. Four sums hide the latency.
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var (sum0, sum1, sum2, sum3) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i + 4 <= vectors.Length; i += 4)
        {
            sum0 += vectors[i] * Vector<float>.Zero;
            sum1 += vectors[i + 1] * Vector<float>.Zero;
            sum2 += vectors[i + 2] * Vector<float>.Zero;
            sum3 += vectors[i + 3] * Vector<float>.Zero;
        }

        var sum = Vector.Sum(sum0 + sum1 + (sum2 + sum3));
        foreach (var value in values[(i * Vector<float>.Count)..])
            sum += value * 0;
        return sum == 0;
    }

    /// <summary>The place of the first value that is not finite, or -1.</summary>
    public static int IndexOf(ReadOnlySpan<float> values)
    {
        if (IsAbsentFrom(values))
            return -1;
        var index = 0;
        while (float.IsFinite(values[index]))
            index++;
        return index;
    }
}
