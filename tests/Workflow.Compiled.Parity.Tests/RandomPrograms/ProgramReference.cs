using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>
/// What a program must give, and the values for which that is certain: where a relu is at its kink or a difference cancels, no two ways to compute
/// in float32 agree. So libtorch computes in float64 too, at the values and beside them, and values at which that matters are not used.
/// </summary>
/// <param name="Seed">The seed of the parameters and inputs.</param>
/// <param name="Result">What libtorch gives in float32.</param>
internal sealed record ProgramReference(int Seed, ProgramResult Result)
{
    private const int MostAttempts = 4;

    // Thirty times the rounding of float32.
    private const double Perturbation = 2e-6;

    /// <summary>Runs a program in libtorch; null where values that are far from all kinks were not found.</summary>
    public static ProgramReference? Of(RandomProgram program)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var seed = program.Seed + attempt;
            var exact = ProgramResult.InLibtorch(program, seed, torch.ScalarType.Float64);
            var rounded = ProgramResult.InLibtorch(program, seed, torch.ScalarType.Float32);
            if (Agree(program, exact, rounded)
                && Agree(program, exact, ProgramResult.InLibtorch(program, seed, torch.ScalarType.Float64, Perturbation))
                && Agree(program, exact, ProgramResult.InLibtorch(program, seed, torch.ScalarType.Float64, -Perturbation)))
            {
                return new(seed, rounded);
            }
        }

        return null;
    }

    private static bool Agree(RandomProgram program, ProgramResult exact, ProgramResult other) => Agreement.Difference("libtorch", exact, other, program.Main.Forward.Terms) is null;
}
