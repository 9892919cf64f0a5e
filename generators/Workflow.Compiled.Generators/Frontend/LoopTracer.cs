using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Turns a loop whose number of turns the constructor decides into one node, whose body is a graph of its own.</summary>
internal sealed class LoopTracer(BodyTrace body)
{
    private ErrorList Errors => body.Module.Errors;

    /// <summary>A loop over the modules of a list; gives what it returns, or null where it does not return.</summary>
    public Held? Trace(IForEachLoopOperation loop)
    {
        if (loop is { Locals: [var part], Collection: var collection } && Several(collection) is { } several)
            return Unroll(loop, part, several.Items.Select(item => item.Value));
        if (loop.Locals is not [var variable] || ListOf(loop.Collection) is not { } list)
        {
            Errors.Unsupported(loop.Collection.Syntax, $"a loop over '{loop.Collection.Syntax}'", "loop over a field of type ModuleList<T>");
            return new HeldError();
        }

        if (list.Written is { } written)
        {
            // Modules that are written out may differ from each other.
            return Unroll(loop, variable, written.Select((module, i) => new HeldModule(list.WrittenElement(i, module))));
        }

        if (list.Count is not { } count || body.Number(count) is not { } turns)
        {
            Errors.Unsupported(loop.Collection.Syntax, $"how '{list.Name}' is made", "create it with a count and a lambda: new ModuleList<Block>(depth, () => new Block(width))");
            return new HeldError();
        }

        Trace(loop, turns, (turn, inner) => inner.Scope[variable] = new HeldModule(list.MadeElement(new HeldNumber(turn), $"{{{inner.Index}}}")!));
        return null;
    }

    /// <summary>A loop that counts.</summary>
    public void Trace(IForLoopOperation loop, CountedLoop counted) =>
        Trace(loop, counted.Count, (turn, inner) => inner.Scope[counted.Variable] = new HeldNumber(turn + counted.Start));

    /// <summary>Walks the body for each of some things, turn by turn.</summary>
    private Held? Unroll(IForEachLoopOperation loop, ILocalSymbol variable, IEnumerable<Held> elements)
    {
        foreach (var element in elements)
        {
            body.Scope[variable] = element;
            if (body.Statements.Run([loop.Body]) is { } returned)
                return returned;
        }

        return null;
    }

    /// <summary>The parts that a variable holds.</summary>
    private HeldTuple? Several(IOperation collection) => collection switch
    {
        IConversionOperation conversion => Several(conversion.Operand),
        ILocalReferenceOperation local => body.Find(local.Local) as HeldTuple,
        _ => null,
    };

    private Layer? ListOf(IOperation collection) => collection switch
    {
        IConversionOperation conversion => ListOf(conversion.Operand),
        IMemberReferenceOperation { Member: var member } when new Choices(body).Made(body.Module.Layers.Find(member)) is { } layer && KnownTypes.IsModuleList(layer.Type) => layer,
        _ => null,
    };

    private void Trace(ILoopOperation loop, Dimension count, Action<Dimension, BodyTrace> begin)
    {
        if (count.Equals(0) || Carried(loop) is not { } carried)
            return;
        var initial = carried.Select(variable => ((HeldTensor)body.Find(variable)!).Traced).ToArray();
        var index = body.Index.Length == 0 ? "i" : body.Index + "i";
        var plain = initial.Select(traced => traced.Value.Shape).ToArray();
        var indexed = plain.Select(shape => At(shape, index)).ToArray();
        if (plain.SequenceEqual(indexed))
            indexed = plain;
        // First shapes that stay, then such as count on with the turns or grow with each, at last such as are only not known to differ.
        Func<Shape[]?>[] attempts = [() => plain, () => indexed, () => Growing(loop, index, carried, initial, plain, begin), () => plain];
        for (var i = 0; i < attempts.Length; i++)
        {
            var before = Errors.End;
            var isLast = i == attempts.Length - 1;
            if (attempts[i]() is { } shapes && Turn(loop, count, index, carried, initial, shapes, begin, isAssumed: isLast))
                return;
            if (!isLast)
                Errors.Forget(before);
        }

        foreach (var variable in carried)
            body.Scope[variable] = new HeldError();
    }

    /// <summary>Walks one turn and, where its results have the shapes with which the next one begins, adds the loop; else it reports why not.</summary>
    private bool Turn(
        ILoopOperation loop, Dimension count, string index, ISymbol[] carried, Traced[] initial, Shape[] shapes, Action<Dimension, BodyTrace> begin, bool isAssumed)
    {
        var inner = body.Inner(index);
        inner.Facts.Add(new Guard(Dimension.Symbol(index) + 1, count, "", []) { IsAtMost = true });
        if (Walk(loop, Dimension.Symbol(index), inner, carried, initial, shapes, begin) is not { } results)
            return false;
        for (var i = 0; i < results.Length; i++)
        {
            var (actual, next) = (results[i].Shape, Next(shapes[i], index));
            var words = $"a turn of this loop changes '{carried[i].Name}' from {shapes[i]} to {actual}, so the next turn would not fit";
            if (isAssumed ? !inner.Agreement.MayBe(next, actual) : !next.Equals(actual))
                return Errors.Report(DiagnosticIds.InvalidArgument, loop.Syntax.GetLocation(), [], new EditWriter(inner).Widen(new Traced(results[i], ""), next), [words]);
            inner.Agreement.Assume(next, actual, words);
            results[i] = inner.Agreement.View(inner.Graph[results[i].Id], next);
        }

        Add(loop, count, index, carried, initial, shapes, inner, results);
        return true;
    }

    /// <summary>The shapes before a turn where each turn adds to them what the first adds; null where that cannot be walked.</summary>
    private Shape[]? Growing(ILoopOperation loop, string index, ISymbol[] carried, Traced[] initial, Shape[] shapes, Action<Dimension, BodyTrace> begin) =>
        Walk(loop, 0, body.Inner(index), carried, initial, shapes, begin) is { } results && results.Zip(shapes, (result, shape) => result.Shape.Rank == shape.Rank).All(same => same)
            ? [.. results.Zip(shapes, (result, shape) => Shape.Of([.. shape.Dimensions.Zip(result.Shape.Dimensions, (from, to) => from + (Dimension.Symbol(index) * (to - from)))]))]
            : null;

    /// <summary>What the variables that a loop carries hold behind a turn; null where an error was reported.</summary>
    private Value[]? Walk(ILoopOperation loop, Dimension turn, BodyTrace inner, ISymbol[] carried, Traced[] initial, Shape[] shapes, Action<Dimension, BodyTrace> begin)
    {
        var errors = Errors.Count;
        for (var i = 0; i < carried.Length; i++)
            inner.Scope[carried[i]] = new HeldTensor(initial[i] with { Value = inner.Graph.Input(carried[i].Name, shapes[i], initial[i].Value.Element) });
        begin(turn, inner);
        if (inner.Statements.Run([loop.Body]) is not null and not HeldError)
            Errors.Unsupported(loop.Syntax, "a return inside this loop", "return behind the loop");
        if (Errors.Count > errors)
            return null;
        // A call of a module with errors gives nothing; they are reported there.
        var results = carried.Select(variable => (inner.Scope[variable] as HeldTensor)?.Traced.Value).OfType<Value>().ToArray();
        return results.Length == carried.Length ? results : null;
    }

    private void Add(
        ILoopOperation loop, Dimension count, string index, ISymbol[] carried, Traced[] initial, Shape[] shapes, BodyTrace inner, Value[] results)
    {
        var graph = inner.Graph.Build(results.Select(result => inner.Graph[result.Id])) with { Guards = [] };
        foreach (var guard in inner.Graph.Guards)
            body.Graph.Guard(guard with { Loops = [new GuardLoop(index, count), .. guard.Loops] });
        var label = loop is IForEachLoopOperation { Collection: IConversionOperation { Operand: IMemberReferenceOperation member } } ? Naming.CamelCase(member.Member.Name)
            : loop is IForEachLoopOperation { Collection: IMemberReferenceOperation direct } ? Naming.CamelCase(direct.Member.Name) : "loop";
        var inputs = initial.Concat(inner.Captured).Select(traced => traced.Value.Id).ToEquatableArray();
        var after = body.Graph.Frames(
            shapes.Zip(initial, (shape, traced) => (Replace(shape, index, count), traced.Value.Element)),
            label,
            outputs => new LoopNode(index, count, graph, inputs, outputs, label));
        for (var i = 0; i < carried.Length; i++)
            body.Scope[carried[i]] = new HeldTensor(body.Expressions.Name(new Traced(after[i], carried[i].Name), carried[i].Name));
    }

    /// <summary>
    /// The tensors from around the loop that are assigned in it; null where something else from around it is assigned, which one graph for all
    /// turns could not follow.
    /// </summary>
    private ISymbol[]? Carried(ILoopOperation loop)
    {
        var assigned = AssignedVariables.In(loop.Body).Where(variable => body.Find(variable) is not null).ToArray();
        if (assigned.FirstOrDefault(variable => body.Find(variable) is not (HeldTensor or HeldError)) is not { } other)
            return [.. assigned.Where(variable => body.Find(variable) is HeldTensor)];
        Errors.Unsupported(loop.Syntax, $"a loop that changes '{other.Name}'", "only tensors may change from turn to turn where the constructor decides the number of turns");
        return null;
    }

    /// <summary>The shape before a turn, where the elements of lists that it mentions count on with the turns.</summary>
    private static Shape At(Shape shape, string index) => Shape.Of([.. shape.Dimensions.Select(dimension =>
        dimension.Elements.Aggregate(dimension, (at, element) =>
            at.Substitute(key => key == element.Key ? Dimension.Element(element.List, element.Index + Dimension.Symbol(index)) : null)))]);

    private static Shape Next(Shape shape, string index) => Replace(shape, index, Dimension.Symbol(index) + 1);

    private static Shape Replace(Shape shape, string index, Dimension value) =>
        Shape.Of([.. shape.Dimensions.Select(dimension => dimension.Substitute(symbol => symbol == index ? value : null))]);
}
