using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// What a frame and its caller hand each other. A module that works on images takes and gives everything with four axes as it lies in memory, with the channels of a
/// pixel side by side: between modules nothing is moved, and a model's pass moves images where the user has them. Everything else has the order of its shape.
/// </summary>
/// <param name="builder">The program on this side of the border.</param>
/// <param name="isOnImages">Whether the module behind the border works on images.</param>
internal sealed class FrameBorder(ProgramBuilder builder, bool isOnImages)
{
    /// <summary>Whether a module works on images: one of its paths has an operator that does, or calls a module or has a loop that does.</summary>
    /// <param name="paths">Its paths, whose frames have one signature.</param>
    public static bool IsOnImages(IEnumerable<Graph> paths) => paths.Any(path => path.Nodes.Any(IsOnImages));

    /// <summary>Whether a node works on images.</summary>
    public static bool IsOnImages(Node node) => node switch
    {
        OperatorNode use => OperatorRegistry.Get(use.Operator).IsOnImages,
        CallNode call => call.IsOnImages,
        LoopNode loop => loop.Body.Nodes.Any(IsOnImages),
        _ => false,
    };

    /// <summary>Whether a value crosses the border in the order of memory.</summary>
    public bool IsImage(Value value) => IsImage(value.Shape, value.Element, isOnImages);

    /// <summary>Whether numbers of a shape cross the border of a module in the order of memory.</summary>
    public static bool IsImage(Shape shape, ElementType element, bool isOnImages) => isOnImages && shape.Rank == 4 && element == ElementType.Float;

    /// <summary>The shape in which a value crosses the border.</summary>
    public Shape ShapeOf(Value value) => IsImage(value) ? ChannelsLast.Of(value.Shape) : value.Shape;

    /// <summary>A value as it crosses the border.</summary>
    public Value Give(Value value, string label, bool isBackward) => IsImage(value) ? builder.ToChannelsLast(value, value.Shape.Rank, label, isBackward) : value;

    /// <summary>A value that has crossed the border, or will, as its shape says.</summary>
    public Value Seen(Value handed, Value value, string label, bool isBackward) =>
        IsImage(value) ? builder.Permute(handed, ChannelsLast.Inverse(value.Shape.Rank), label, isBackward) : handed;

    /// <summary>Takes values from the other side: what crosses the border has the memory, and the values are views of it.</summary>
    /// <param name="values">The values as their shapes say.</param>
    /// <param name="label">What the user calls the operation.</param>
    /// <param name="isBackward">Whether it belongs to the backward pass.</param>
    /// <param name="emit">Emits the instruction that gives what crosses the border; null where the caller of the frame gives it.</param>
    /// <returns>What crosses the border.</returns>
    public Value[] Take(IEnumerable<Value> values, string label, bool isBackward, Action<Value[]>? emit = null)
    {
        var seen = values.ToArray();
        Value[] handed = [.. seen.Select(value => IsImage(value) ? builder.NewValue(value.Name, ShapeOf(value), value.Kind, value.Symbol) : value)];
        emit?.Invoke(handed);
        for (var i = 0; i < seen.Length; i++)
        {
            if (handed[i].Id != seen[i].Id)
                builder.MakeView(seen[i], View.Dense(handed[i].Id, handed[i].Shape).Permute(ChannelsLast.Inverse(seen[i].Shape.Rank)), label, isBackward);
        }

        return [.. handed.Select(value => builder.Values[value.Id])];
    }
}
