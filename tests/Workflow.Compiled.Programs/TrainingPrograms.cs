namespace Workflow.Compiled.Programs;

/// <summary>Every program, by name.</summary>
public static class TrainingPrograms
{
    /// <summary>Makes the programs.</summary>
    public static IReadOnlyDictionary<string, Func<TrainingProgram>> All { get; } = new Dictionary<string, Func<TrainingProgram>>(StringComparer.Ordinal)
    {
        ["mlp"] = () => new MlpProgram(),
        ["residual-mlp"] = () => new ResidualMlpProgram(),
        ["tied-autoencoder"] = () => new TiedAutoencoderProgram(),
        ["vae"] = () => new VaeProgram(),
        ["two-tower"] = () => new TwoTowerProgram(),
        ["mixture-of-experts"] = () => new MixtureOfExpertsProgram(),
        ["attention"] = () => new AttentionBlockProgram(),
        ["characters"] = () => new CharacterModelProgram(),
    };

    /// <summary>Makes programs for images, whose steps take so long that they are raced only; the tests of networks for images train smaller ones.</summary>
    public static IReadOnlyDictionary<string, Func<TrainingProgram>> Large { get; } = new Dictionary<string, Func<TrainingProgram>>(StringComparer.Ordinal)
    {
        ["digits-cnn"] = () => new DigitsCnnProgram(),
        ["resnet-18"] = () => new ResNet18Program(),
    };
}
