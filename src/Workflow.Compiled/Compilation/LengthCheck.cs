using System.ComponentModel;

namespace Workflow.Compiled;

/// <summary>Checks of lengths that the compiler could not prove. Generated code calls this where a model or a pass begins.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LengthCheck
{
    /// <summary>Requires two lengths to be equal.</summary>
    /// <param name="left">One length.</param>
    /// <param name="right">The other.</param>
    /// <param name="words">What is wrong where they are not.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireEqual(int left, int right, string words)
    {
        if (left != right)
            throw new ArgumentException($"{words}: {left} is not {right}");
    }
}
