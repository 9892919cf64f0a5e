namespace Workflow.Compiled.Tests;

public class ContainerTests
{
    [Fact]
    public void Modules_of_a_list_are_saved_under_their_numbers()
    {
        var model = new Wrapper(new ModuleList<Linear>(2, () => new Linear(3, 4)));

        Assert.Equal(["it.0.weight", "it.0.bias", "it.1.weight", "it.1.bias"], model.Parameters.Names);
    }

    [Fact]
    public void A_list_is_made_in_four_ways()
    {
        var (first, second) = (new Linear(1, 2), new Linear(2, 3));
        ModuleList<Linear> expression = [first, second];

        Assert.Equal([first, second], expression);
        Assert.Equal([first, second], new ModuleList<Linear>(first, second));
        Assert.Equal([1, 2, 3], new ModuleList<Linear>(3, place => new Linear(1, place + 1)).Select(layer => layer.OutFeatures));
        Assert.Equal(3, new ModuleList<Linear>(3, () => new Linear(1, 1)).Distinct().Count());
        Assert.Same(second, expression[1]);
        Assert.Empty(new ModuleList<Linear>());
    }

    [Fact]
    public void A_list_refuses_what_is_no_list_of_modules()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModuleList<Linear>(-1, () => new Linear(1, 1)));
        Assert.Throws<ArgumentNullException>(() => new ModuleList<Linear>(1, (Func<Linear>)null!));
        Assert.Contains("module 1", Assert.Throws<ArgumentException>(() => new ModuleList<Linear>(new Linear(1, 1), null!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_applies_its_layers_in_order()
    {
        var chain = new Sequential(new Linear(2, 2), new Relu(), new Sequential(new Linear(2, 1, bias: false)));
        chain.Parameters["0.weight"].CopyFrom(new Tensor([1, 2, 3, 4], [2, 2]));
        chain.Parameters["0.bias"].CopyFrom(new Tensor([-10, 1], [2]));
        chain.Parameters["2.0.weight"].CopyFrom(new Tensor([5, 7], [1, 2]));

        Assert.Equal(["0.weight", "0.bias", "2.0.weight"], chain.Parameters.Names);
        Assert.Equal([7f * 8], chain.Forward(new Tensor([1, 1], [1, 2])).Span);
        var x = new Tensor([1]);
        Assert.Same(x, new Sequential().Forward(x));
    }

    [Fact]
    public void A_chain_refuses_what_is_no_layer()
    {
        Assert.Contains("layer 1, a Wrapper", Assert.Throws<ArgumentException>(() => new Sequential(new Relu(), new Wrapper(new Relu()))).Message, StringComparison.Ordinal);
        Assert.Contains("layer 0 is null", Assert.Throws<ArgumentException>(() => new Sequential(null!, new Relu())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_stands_twice_in_a_list_is_one()
    {
        var shared = new Linear(3, 3);
        var model = new Wrapper(new ModuleList<Linear>(shared, new Linear(3, 3), shared));

        Assert.Equal(["it.0.weight", "it.0.bias", "it.1.weight", "it.1.bias"], model.Parameters.Names);
        Assert.Same(shared.Weight, model.Parameters["it.2.weight"]);
    }

    [Fact]
    public void A_module_that_contains_itself_is_refused()
    {
        var cycle = new Wrapper(new Relu());
        cycle.It = cycle;

        Assert.Contains("'it' of Wrapper contains itself", Assert.Throws<InvalidOperationException>(() => cycle.Parameters).Message, StringComparison.Ordinal);
    }

    private sealed class Wrapper(Module it) : Module
    {
        public Module It { get; set; } = it;

        protected override void Declare(ModuleMembers members) => members.Add("it", It);
    }
}
