using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>One use of a module in libtorch: where its parameters are found.</summary>
/// <param name="leaves">All parameters.</param>
/// <param name="prefix">What stands in front of its own names in the state dictionary.</param>
/// <param name="isFrozen">Whether its parameters are not trained.</param>
internal sealed class TorchFrame(LeafTable leaves, string prefix = "", bool isFrozen = false)
{
    /// <summary>A parameter of this module.</summary>
    public torch.Tensor this[Leaf leaf]
    {
        get
        {
            var tensor = leaves.Get(prefix + leaf.Name, leaf);
            return isFrozen ? tensor.detach() : tensor;
        }
    }

    /// <summary>A module inside.</summary>
    /// <param name="member">Its name in the state dictionary.</param>
    /// <param name="freezes">Whether it is frozen here.</param>
    public TorchFrame In(string member, bool freezes = false) => new(leaves, $"{prefix}{member}.", isFrozen || freezes);
}
