using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>An optimizer with its options, in our words and in libtorch's.</summary>
/// <param name="Text">Name and options, for the reader.</param>
/// <param name="Ours">Ours, over a model's parameters.</param>
/// <param name="Torch">libtorch's, over its parameters.</param>
internal sealed record OptimizerSample(
    string Text, Func<ParameterCollection, Optimizer> Ours, Func<IEnumerable<TorchSharp.Modules.Parameter>, torch.optim.Optimizer> Torch)
{
    /// <summary>
    /// Whether libtorch minimises along the negated gradient instead of maximising. PyTorch defines one as the other, so that weight decay still
    /// shrinks the weights; TorchSharp's SGD turns the sign of the decay too.
    /// </summary>
    public bool NegatesTorchGradients { get; init; }
}

/// <summary>Every optimizer with every option.</summary>
internal static class OptimizerTable
{
    private const double Rate = 0.05;

    public static IReadOnlyList<OptimizerSample> Samples { get; } =
    [
        new("SGD", p => new Sgd(p, Rate), p => torch.optim.SGD(p, Rate)),
        new("SGD, momentum", p => new Sgd(p, Rate, momentum: 0.9), p => torch.optim.SGD(p, Rate, momentum: 0.9)),
        new("SGD, dampening", p => new Sgd(p, Rate, momentum: 0.9, dampening: 0.3), p => torch.optim.SGD(p, Rate, momentum: 0.9, dampening: 0.3)),
        new("SGD, weight decay", p => new Sgd(p, Rate, weightDecay: 0.1), p => torch.optim.SGD(p, Rate, weight_decay: 0.1)),
        new("SGD, Nesterov", p => new Sgd(p, Rate, momentum: 0.9, nesterov: true), p => torch.optim.SGD(p, Rate, momentum: 0.9, nesterov: true)),
        new("SGD, maximize", p => new Sgd(p, Rate, momentum: 0.5, maximize: true), p => torch.optim.SGD(p, Rate, momentum: 0.5, maximize: true)),
        new(
            "SGD, weight decay, Nesterov, maximize",
            p => new Sgd(p, Rate, momentum: 0.9, weightDecay: 0.1, nesterov: true, maximize: true),
            p => torch.optim.SGD(p, Rate, momentum: 0.9, weight_decay: 0.1, nesterov: true))
        {
            NegatesTorchGradients = true,
        },
        new("Adam", p => new Adam(p, Rate), p => torch.optim.Adam(p, Rate)),
        new("Adam, betas and epsilon", p => new Adam(p, Rate, 0.8, 0.95, 1e-3), p => torch.optim.Adam(p, Rate, 0.8, 0.95, 1e-3)),
        new("Adam, weight decay", p => new Adam(p, Rate, weightDecay: 0.1), p => torch.optim.Adam(p, Rate, weight_decay: 0.1)),
        new("Adam, AMSGrad", p => new Adam(p, Rate, amsgrad: true), p => torch.optim.Adam(p, Rate, amsgrad: true)),
        new("Adam, maximize", p => new Adam(p, Rate, maximize: true), p => torch.optim.Adam(p, Rate, maximize: true)),
        new("AdamW", p => new AdamW(p, Rate), p => torch.optim.AdamW(p, Rate, weight_decay: 0.01)),
        new("AdamW, weight decay, AMSGrad", p => new AdamW(p, Rate, weightDecay: 0.2, amsgrad: true), p => torch.optim.AdamW(p, Rate, weight_decay: 0.2, amsgrad: true)),
        new("AdamW, maximize", p => new AdamW(p, Rate, maximize: true), p => torch.optim.AdamW(p, Rate, weight_decay: 0.01, maximize: true)),
    ];
}
