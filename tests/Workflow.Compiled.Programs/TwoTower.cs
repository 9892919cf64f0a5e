using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Programs;

/// <summary>Two layers that map features of one kind to a common space.</summary>
[CompiledModule]
public sealed partial class Tower(int features, int width, int code) : Module
{
    private readonly Linear _hidden = new(features, width);
    private readonly Linear _output = new(width, code);

    [return: Shape("batch", "code")]
    public Tensor Forward([Shape("batch", "features")] Tensor x) => _output.Forward(Relu(_hidden.Forward(x)));
}

/// <summary>How well users and items fit: the product of what two towers make of them.</summary>
[CompiledModule]
public sealed partial class TwoTower(int userFeatures, int itemFeatures, int width, int code) : Module
{
    private readonly Tower _users = new(userFeatures, width, code);
    private readonly Tower _items = new(itemFeatures, width, code);

    [return: Shape("batch")]
    public Tensor Forward([Shape("batch", "userFeatures")] Tensor users, [Shape("batch", "itemFeatures")] Tensor items) =>
        (_users.Forward(users) * _items.Forward(items)).Sum(1);
}
