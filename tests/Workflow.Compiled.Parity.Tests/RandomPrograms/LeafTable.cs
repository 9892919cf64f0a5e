using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>All parameters and inputs of one run of a program in libtorch, made when they are first read.</summary>
/// <param name="seed">The seed of their values.</param>
/// <param name="type">The type to compute in.</param>
/// <param name="perturbation">By which share each value is moved, at most: up or down, at random.</param>
internal sealed class LeafTable(int seed, torch.ScalarType type, double perturbation = 0)
{
    private readonly Dictionary<string, torch.Tensor> _tensors = new(StringComparer.Ordinal);

    /// <summary>What was read, by full name.</summary>
    public IReadOnlyDictionary<string, torch.Tensor> Read => _tensors;

    /// <summary>A leaf of libtorch's graph.</summary>
    public torch.Tensor Get(string fullName, Leaf leaf)
    {
        if (_tensors.TryGetValue(fullName, out var found))
            return found;
        var tensor = Moved(fullName, leaf.Values(fullName, seed).ToTorch(leaf.Shape).to_type(type)).requires_grad_();
        return _tensors[fullName] = tensor;
    }

    private torch.Tensor Moved(string fullName, torch.Tensor values)
    {
        if (perturbation == 0)
            return values;
        var moves = new Leaf("", values.shape).Values(fullName, seed + 1).ToTorch(values.shape).to_type(type);
        return values * (1 + perturbation * moves);
    }
}
