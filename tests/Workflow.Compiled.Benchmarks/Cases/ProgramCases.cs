using TorchSharp;
using Workflow.Compiled.Programs;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Programs as users write them: a training step (forward, loss, backward, Adam) at a natural batch.</summary>
internal static class ProgramCases
{
    private const double LearningRate = 1e-3;

    public static IEnumerable<RaceCase> All =>
        from program in TrainingPrograms.All.Concat(TrainingPrograms.Large)
        select new RaceCase($"program/{program.Key}/train", Peers.Libtorch, () => Prepare(program.Value, TrainingPrograms.Large.ContainsKey(program.Key)));

    // What a small program needs is memory that the process has already, and so no growth.
    private static Contest Prepare(Func<TrainingProgram> create, bool isLarge)
    {
        var contest = new Contest();
        var timed = new Steps(contest.Own(create()), MlpCases.TimedLearningRate);
        contest.Own(timed);
        contest.Ours = timed.Ours;
        contest.Theirs = timed.Theirs;
        contest.Verify = () =>
        {
            using var program = create();
            using var steps = new Steps(program, LearningRate);
            for (var step = 0; step < 5; step++)
            {
                steps.Ours();
                steps.Theirs();
                Agreement.Require([steps.OurLoss], [steps.TheirLoss], terms: 784);
            }

            if (isLarge && PeakMemory.IsKnown)
                contest.ExtraBytes = MeasureMemory(create);
        };
        return contest;
    }

    // What a first step adds to the weights of a program: activations, gradients and whatever each side needs for a while. Both have run before.
    private static (double Ours, double Theirs) MeasureMemory(Func<TrainingProgram> create)
    {
        using var program = create();
        program.Load(seed: 1);
        var ours = PeakMemory.ExtraBytes(() =>
        {
            program.Forward();
            program.Pass.Backward();
        });
        var theirs = PeakMemory.ExtraBytes(() =>
        {
            using var scope = torch.NewDisposeScope();
            program.ForwardTwin().Loss.backward();
        });
        return (ours, theirs);
    }

    private sealed class Steps : IDisposable
    {
        private readonly TrainingProgram _program;
        private readonly Adam _ours;
        private readonly LibtorchAdam _theirs;

        public Steps(TrainingProgram program, double learningRate)
        {
            program.Load(seed: 1);
            _program = program;
            _ours = new Adam(program.Model.Parameters, learningRate);
            _theirs = new LibtorchAdam(program.Twin.parameters(), learningRate);
        }

        public float OurLoss { get; private set; }

        public float TheirLoss { get; private set; }

        public void Ours()
        {
            (_, OurLoss) = _program.Forward();
            _program.Pass.Backward();
            _ours.Step(_program.Pass.Gradients);
        }

        public void Theirs()
        {
            using var scope = torch.NewDisposeScope();
            _theirs.ZeroGradients();
            var (_, loss) = _program.ForwardTwin();
            loss.backward();
            _theirs.Step();
            TheirLoss = loss.item<float>();
        }

        public void Dispose() => _theirs.Dispose();
    }
}
