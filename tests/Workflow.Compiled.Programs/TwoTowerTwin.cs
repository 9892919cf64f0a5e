using TorchSharp;
using static TorchSharp.torch.nn;
using Torch = TorchSharp.Modules;

namespace Workflow.Compiled.Programs;

/// <summary>Clicks of users on items.</summary>
public sealed class TwoTowerProgram : TrainingProgram
{
    private const int Samples = 256, UserFeatures = 96, ItemFeatures = 64, Width = 128, Code = 32;

    private readonly BceWithLogitsLoss _criterion = new();
    private readonly TwoTower.CompiledTrainingPass _pass;
    private readonly TwoTowerTwin _twin;
    private Tensor _users = new([Samples, UserFeatures]);
    private Tensor _items = new([Samples, ItemFeatures]);
    private Tensor _clicks = new([Samples]);
    private torch.Tensor _twinUsers = torch.empty(0);
    private torch.Tensor _twinItems = torch.empty(0);
    private torch.Tensor _twinClicks = torch.empty(0);

    public TwoTowerProgram()
        : this(new TwoTower(UserFeatures, ItemFeatures, Width, Code) { Seed = 5 }, new TwoTowerTwin(UserFeatures, ItemFeatures, Width, Code))
    {
    }

    private TwoTowerProgram(TwoTower model, TwoTowerTwin twin)
        : this(model, model.CreateTrainingPass(Samples), twin)
    {
    }

    private TwoTowerProgram(TwoTower model, TwoTower.CompiledTrainingPass pass, TwoTowerTwin twin)
        : base(model, pass, twin) => (_pass, _twin) = (pass, twin);

    public override void Load(int seed)
    {
        var random = RandomData.Of(seed);
        _users = new Tensor(random.Numbers(Samples * UserFeatures), [Samples, UserFeatures]);
        _items = new Tensor(random.Numbers(Samples * ItemFeatures), [Samples, ItemFeatures]);
        _clicks = new Tensor([Samples]);
        Interest(random);
        (_twinUsers, _twinItems) = (_users.ToTorch().DetachFromDisposeScope(), _items.ToTorch().DetachFromDisposeScope());
        _twinClicks = _clicks.ToTorch().DetachFromDisposeScope();
    }

    public override (Tensor Output, float Loss) Forward()
    {
        var scores = _pass.Forward(_users, _items);
        return (scores, _criterion.Forward(scores, _clicks, _pass.OutputGradient));
    }

    public override (torch.Tensor Output, torch.Tensor Loss) ForwardTwin()
    {
        var scores = _twin.forward(_twinUsers, _twinItems);
        return (scores, functional.binary_cross_entropy_with_logits(scores, _twinClicks));
    }

    // Users and items are of one of four kinds, which a feature of each shows; users click on items of their kind.
    private void Interest(Random random)
    {
        for (var sample = 0; sample < Samples; sample++)
        {
            var (user, item) = (random.Next(4), random.Next(4));
            _users.Span[sample * UserFeatures + user] += 2;
            _items.Span[sample * ItemFeatures + item] += 2;
            _clicks.Span[sample] = user == item ? 1 : 0;
        }
    }
}

internal sealed class TwoTowerTwin : Module<torch.Tensor, torch.Tensor, torch.Tensor>
{
    private readonly TowerTwin _users;
    private readonly TowerTwin _items;

    public TwoTowerTwin(int userFeatures, int itemFeatures, int width, int code)
        : base("two-tower")
    {
        (_users, _items) = (new TowerTwin(userFeatures, width, code), new TowerTwin(itemFeatures, width, code));
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor users, torch.Tensor items) => (_users.forward(users) * _items.forward(items)).sum(1);
}

internal sealed class TowerTwin : Module<torch.Tensor, torch.Tensor>
{
    private readonly Torch.Linear _hidden;
    private readonly Torch.Linear _output;

    public TowerTwin(int features, int width, int code)
        : base("tower")
    {
        (_hidden, _output) = (Linear(features, width), Linear(width, code));
        RegisterComponents();
    }

    public override torch.Tensor forward(torch.Tensor input) => _output.forward(functional.relu(_hidden.forward(input), inplace: true));
}
