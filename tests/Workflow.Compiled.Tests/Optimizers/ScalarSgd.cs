namespace Workflow.Compiled.Tests;

/// <summary>Stochastic gradient descent for one number, written from PyTorch's documentation.</summary>
internal sealed class ScalarSgd(
    double learningRate, double momentum = 0, double dampening = 0, double weightDecay = 0, bool nesterov = false, bool maximize = false)
{
    private double? _momentum;

    public double Step(double parameter, double gradient)
    {
        if (maximize)
            gradient = -gradient;
        gradient += weightDecay * parameter;
        if (momentum == 0)
            return parameter - learningRate * gradient;
        _momentum = _momentum is { } last ? momentum * last + (1 - dampening) * gradient : gradient;
        return parameter - learningRate * (nesterov ? gradient + momentum * _momentum.Value : _momentum.Value);
    }
}
