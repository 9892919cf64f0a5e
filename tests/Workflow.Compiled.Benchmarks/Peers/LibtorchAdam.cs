using System.Runtime.InteropServices;
using TorchSharp;

namespace Workflow.Compiled.Benchmarks;

/// <summary>
/// libtorch's own C++ Adam. TorchSharp's is written in C# over single tensor operations and takes 5 to 10 % longer for a training step of a
/// small network; the race is run against the faster one. The binding library still exports it.
/// </summary>
internal sealed unsafe partial class LibtorchAdam : IDisposable
{
    private readonly nint _optimizer;

    public LibtorchAdam(IEnumerable<torch.Tensor> parameters, double learningRate)
    {
        nint[] handles = [.. parameters.Select(parameter => parameter.Handle)];
        fixed (nint* pointer = handles)
            _optimizer = Create(pointer, handles.Length, learningRate, 0.9, 0.999, 1e-8, 0, 0);
    }

    public void Step() => Step(_optimizer, 0);

    public void ZeroGradients() => ZeroGradients(_optimizer);

    public void Dispose() => Destroy(_optimizer);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSNN_Adam_ctor")]
    private static partial nint Create(
        nint* parameters, int count, double learningRate, double beta1, double beta2, double epsilon, double weightDecay, byte amsgrad);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSNN_Optimizer_step")]
    private static partial nint Step(nint optimizer, nint closure);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSNN_Optimizer_zero_grad")]
    private static partial void ZeroGradients(nint optimizer);

    [LibraryImport("LibTorchSharp", EntryPoint = "THSNN_Optimizer_dispose")]
    private static partial void Destroy(nint optimizer);
}
