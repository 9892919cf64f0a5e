using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Lengths that must be equal, or in order, and are not known to be: they are checked where the pass begins, and from then on taken to be.</summary>
internal sealed class Agreement(BodyTrace body)
{
    /// <summary>Has lengths checked where the pass begins, unless they are known to be equal by now.</summary>
    public void Assume(Dimension left, Dimension right, string words) => Assume(new Guard(left, right, words, []));

    /// <summary>Whether two shapes are equal, or may be by what a caller can see to.</summary>
    public bool MayBe(Shape left, Shape right) =>
        left.Rank == right.Rank && left.Dimensions.Zip(right.Dimensions, body.Facts.MayBe).All(mayBe => mayBe);

    /// <summary>The same for two shapes that may be equal.</summary>
    public void Assume(Shape left, Shape right, string words)
    {
        for (var axis = 0; axis < left.Rank; axis++)
            Assume(left[axis], right[axis], words);
    }

    /// <summary>The same for what a shape rule relies on.</summary>
    public void Assume(Assumption assumption, string words)
    {
        var guard = assumption.Guard with { Message = words };
        if (assumption.IsOfDomain)
            body.Graph.Guard(guard);
        else
            Assume(guard);
    }

    /// <summary>The same for what is checked in loops of its own.</summary>
    public void Assume(Guard guard)
    {
        if (body.Facts.Holds(guard))
            return;
        if (guard.Loops.Count == 0)
            body.Facts.Add(guard);
        body.Graph.Guard(guard);
    }

    /// <summary>The operands of an operation with the lengths that its shape rule takes them to have.</summary>
    public Value[] Adopt(Value[] inputs, IReadOnlyList<Assumption> assumed)
    {
        var parameters = new HashSet<Dimension>(inputs.Where(input => input.Kind is ValueKind.Parameter or ValueKind.Buffer).SelectMany(input => input.Shape.Dimensions));
        Value[] adopted = [.. inputs];
        foreach (var (kept, replaced) in assumed.Select(assumption => assumption.Choose(parameters.Contains)))
        {
            for (var i = 0; i < adopted.Length; i++)
                adopted[i] = View(adopted[i], Shape.Of([.. adopted[i].Shape.Dimensions.Select(length => length.Equals(replaced) ? kept : length)]));
        }

        return adopted;
    }

    /// <summary>A value under a shape whose lengths are taken to be equal to its own.</summary>
    public Value View(Value value, Shape shape) => value.Shape.Equals(shape)
        ? value
        : body.Graph.Node(
            "Relabel", [value], new Attributes([new NamedAttribute("lengths", new AttributeValue.List(shape.Dimensions))]), value.Name, shape);
}
