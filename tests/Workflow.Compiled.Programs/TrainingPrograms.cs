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
}
