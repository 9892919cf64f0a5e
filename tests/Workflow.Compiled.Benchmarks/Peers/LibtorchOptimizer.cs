using System.Runtime.InteropServices;
using TorchSharp;

namespace Workflow.Compiled.Benchmarks;

/// <summary>
/// libtorch's own C++ optimizers. TorchSharp's are written in C# over single tensor operations; with Adam a training step of a small network takes
/// 5 to 10 % longer. The race is run against the faster ones. The binding library still exports them.
/// </summary>
internal sealed unsafe partial class LibtorchOptimizer : IDisposable
{
    private readonly nint _optimizer;

    private LibtorchOptimizer(nint optimizer) => _optimizer = optimizer;

    public static LibtorchOptimizer Adam(IEnumerable<torch.Tensor> parameters, double learningRate)
    {
        nint[] handles = [.. parameters.Select(parameter => parameter.Handle)];
        fixed (nint* pointer = handles)
            return new(CreateAdam(pointer, handles.Length, learningRate, 0.9, 0.999, 1e-8, 0, 0));
    }

    public static LibtorchOptimizer Sgd(IEnumerable<torch.Tensor> parameters, double learningRate, double momentum, double weightDecay)
    {
        nint[] handles = [.. parameters.Select(parameter => parameter.Handle)];
        fixed (nint* pointer = handles)
            return new(CreateSgd(pointer, handles.Length, learningRate, momentum, 0, weightDecay, 0));
    }

    public void Step() => Step(_optimizer, 0);

    public void ZeroGradients() => ZeroGradients(_optimizer);

    public void Dispose() => Destroy(_optimizer);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSNN_Adam_ctor")]
    private static partial nint CreateAdam(
        nint* parameters, int count, double learningRate, double beta1, double beta2, double epsilon, double weightDecay, byte amsgrad);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSNN_SGD_ctor")]
    private static partial nint CreateSgd(
        nint* parameters, int count, double learningRate, double momentum, double dampening, double weightDecay, byte nesterov);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSNN_Optimizer_step")]
    private static partial nint Step(nint optimizer, nint closure);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSNN_Optimizer_zero_grad")]
    private static partial void ZeroGradients(nint optimizer);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSNN_Optimizer_dispose")]
    private static partial void Destroy(nint optimizer);
}
