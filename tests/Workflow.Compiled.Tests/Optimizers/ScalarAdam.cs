namespace Workflow.Compiled.Tests;

/// <summary>Adam and AdamW for one number, written from PyTorch's documentation.</summary>
internal sealed class ScalarAdam(
    double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0,
    bool isDecoupled = false, bool amsgrad = false, bool maximize = false)
{
    private double _mean, _square, _largest;
    private int _step;

    public double Step(double parameter, double gradient)
    {
        _step++;
        if (maximize)
            gradient = -gradient;
        if (isDecoupled)
            parameter -= learningRate * weightDecay * parameter;
        else
            gradient += weightDecay * parameter;
        _mean = beta1 * _mean + (1 - beta1) * gradient;
        _square = beta2 * _square + (1 - beta2) * gradient * gradient;
        _largest = Math.Max(_largest, _square);
        var square = (amsgrad ? _largest : _square) / (1 - Math.Pow(beta2, _step));
        return parameter - learningRate * _mean / (1 - Math.Pow(beta1, _step)) / (Math.Sqrt(square) + epsilon);
    }
}
