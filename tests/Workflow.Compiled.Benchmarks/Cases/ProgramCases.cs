using TorchSharp;
using Workflow.Compiled.Programs;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Programs as users write them: a training step (forward, loss, backward, optimizer) at a natural batch.</summary>
internal static class ProgramCases
{
    private const double LearningRate = 1e-3;

    // As networks for images are usually trained.
    private const double Momentum = 0.9;
    private const double WeightDecay = 5e-4;

    public static IEnumerable<RaceCase> All =>
    [
        .. TrainingPrograms.All.Select(program => new RaceCase($"program/{program.Key}/train", Peers.Libtorch, () => Prepare(program.Value, WithAdam))),
        Large("program/digits-cnn/train", () => new DigitsCnnProgram(), WithAdam, ImageNetworkWork.Training(ImageNetworkWork.DigitsCnn, batch: 64)),
        Large("program/resnet-18/train", () => new ResNet18Program(), WithAdam, ImageNetworkWork.Training(ImageNetworkWork.ResNet18, batch: 32)),
        Large("program/resnet-18/train/sgd", () => new ResNet18Program(), WithSgd, ImageNetworkWork.Training(ImageNetworkWork.ResNet18, batch: 32)),
    ];

    private static RaceCase Large(string name, Func<TrainingProgram> create, Func<TrainingProgram, double, Steps> with, Work[] work) =>
        new(name, Peers.Libtorch, () => PrepareLarge(create, with, work));

    private static Steps WithAdam(TrainingProgram program, double learningRate) => new(
        program, new Adam(program.Model.Parameters, learningRate), LibtorchOptimizer.Adam(program.Twin.parameters(), learningRate));

    private static Steps WithSgd(TrainingProgram program, double learningRate) => new(
        program,
        new Sgd(program.Model.Parameters, learningRate, Momentum, weightDecay: WeightDecay),
        LibtorchOptimizer.Sgd(program.Twin.parameters(), learningRate, Momentum, WeightDecay));

    // What a small program needs is memory that the process has already, and so no growth; a large one is weighed, too.
    private static Contest PrepareLarge(Func<TrainingProgram> create, Func<TrainingProgram, double, Steps> with, Work[] work)
    {
        var contest = Prepare(create, with);
        contest.Work = work;
        var agree = contest.Verify;
        contest.Verify = () =>
        {
            agree();
            if (PeakMemory.IsKnown)
                contest.ExtraBytes = MeasureMemory(create);
        };
        return contest;
    }

    private static Contest Prepare(Func<TrainingProgram> create, Func<TrainingProgram, double, Steps> with)
    {
        var contest = new Contest();
        var timed = with(contest.Own(create()), MlpCases.TimedLearningRate);
        contest.Own(timed);
        contest.Ours = timed.Ours;
        contest.Theirs = timed.Theirs;
        contest.Verify = () =>
        {
            using var program = create();
            using var steps = with(program, LearningRate);
            for (var step = 0; step < 5; step++)
            {
                steps.Ours();
                steps.Theirs();
                Agreement.Require([steps.OurLoss], [steps.TheirLoss], terms: 784);
            }
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
        private readonly Optimizer _ours;
        private readonly LibtorchOptimizer _theirs;

        public Steps(TrainingProgram program, Optimizer ours, LibtorchOptimizer theirs)
        {
            program.Load(seed: 1);
            (_program, _ours, _theirs) = (program, ours, theirs);
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
