using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>What a program gives: its outputs, and the gradient of every parameter.</summary>
/// <param name="Outputs">The outputs.</param>
/// <param name="Gradients">By name in the state dictionary.</param>
internal sealed record ProgramResult(IReadOnlyList<float[]> Outputs, IReadOnlyDictionary<string, float[]> Gradients)
{
    private const int OutputGradientSeed = 77;

    /// <summary>The parameters that it was computed with, by name in the state dictionary.</summary>
    public IReadOnlyDictionary<string, float[]> Parameters { get; init; } = new Dictionary<string, float[]>();

    /// <summary>The gradient that is fed back from an output.</summary>
    public static float[] OutputGradient(int output, int count) => TorchTensors.Random(count, OutputGradientSeed + output);

    /// <summary>Runs a program in libtorch.</summary>
    /// <param name="program">The program.</param>
    /// <param name="seed">The seed of the parameters and inputs.</param>
    /// <param name="type">The type to compute in.</param>
    /// <param name="perturbation">By which share every value is moved.</param>
    public static ProgramResult InLibtorch(RandomProgram program, int seed, torch.ScalarType type, double perturbation = 0)
    {
        using var scope = torch.NewDisposeScope();
        var (leaves, given) = (new LeafTable(seed, type, perturbation), new LeafTable(seed, type, perturbation));
        var forward = program.Main.Forward;
        var outputs = forward.Run(new TorchFrame(leaves), [.. forward.Inputs.Select(input => RandomProgram.InputValue(input, given, seed))]);

        var loss = torch.zeros([], type);
        foreach (var (i, output) in outputs.Index())
            loss += (output * OutputGradient(i, (int)output.numel()).ToTorch(output.shape)).sum();
        if (loss.requires_grad)
            loss.backward();
        return new(
            [.. outputs.Select(Floats)],
            leaves.Read.ToDictionary(
                leaf => leaf.Key,
                leaf => leaf.Value.grad is { } gradient ? Floats(gradient) : new float[leaf.Value.numel()],
                StringComparer.Ordinal))
        {
            Parameters = leaves.Read.ToDictionary(leaf => leaf.Key, leaf => Floats(leaf.Value), StringComparer.Ordinal),
        };
    }

    private static float[] Floats(torch.Tensor tensor) => tensor.detach().to_type(torch.ScalarType.Float32).Values();
}
