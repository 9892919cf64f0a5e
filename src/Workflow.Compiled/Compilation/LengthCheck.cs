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

    /// <summary>Requires a length to be at most as large as another.</summary>
    /// <param name="left">What has to fit.</param>
    /// <param name="right">The room for it.</param>
    /// <param name="words">What is wrong where it does not.</param>
    /// <exception cref="ArgumentException">It is larger.</exception>
    public static void RequireAtMost(int left, int right, string words)
    {
        if (left > right)
            throw new ArgumentException($"{words}: {left} is more than {right}");
    }
}
