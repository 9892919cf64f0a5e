namespace Workflow.Compiled.Generators.Graphs;

/// <summary>Where a value of the graph comes from.</summary>
public enum ValueKind
{
    /// <summary>An argument of <c>Forward</c>.</summary>
    Input,

    /// <summary>A parameter of a layer; <see cref="Value.Access"/> is how the module reaches it.</summary>
    Parameter,

    /// <summary>A number written in the program; <see cref="Value.Number"/> is it.</summary>
    Constant,

    /// <summary>The result of a node.</summary>
    Intermediate,

    /// <summary>The gradient of the loss with respect to an output, which the caller of the backward pass provides.</summary>
    OutputGradient,

    /// <summary>Numbers of the module that are not trained: a buffer, or a frozen parameter; <see cref="Value.Access"/> is how the module reaches them.</summary>
    Buffer,
}

/// <summary>What the elements of a value are.</summary>
public enum ElementType
{
    /// <summary>32-bit floating-point numbers.</summary>
    Float,

    /// <summary>32-bit integers: classes, tokens, positions.</summary>
    Index,

    /// <summary>Bytes: which element of its window won a maximum. They lie in the memory of floats.</summary>
    Byte,
}

/// <summary>A tensor that flows through the graph.</summary>
/// <param name="Id">Its index in <see cref="Graph.Values"/>.</param>
/// <param name="Name">A readable camelCase identifier, unique in the graph: the user's own variable where there is one.</param>
/// <param name="Shape">Its shape as it is stored (a linear layer's weight is stored [in, out]).</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Access">For a parameter, the C# expression that reaches it from the module, such as <c>_hidden.Weight</c>; for a constant that is known only when the model is made, its C# over <c>model</c>; else empty.</param>
/// <param name="Number">For a constant, its value; else 0.</param>
/// <param name="Symbol">How comments write it where that is not its name: <c>∂x</c> for a gradient.</param>
/// <param name="Element">What its elements are.</param>
public sealed record Value(
    int Id,
    string Name,
    Shape Shape,
    ValueKind Kind,
    string Access = "",
    float Number = 0,
    string Symbol = "",
    ElementType Element = ElementType.Float)
{
    /// <summary>How comments write the value.</summary>
    public string Display => Symbol.Length > 0 ? Symbol : Kind == ValueKind.Parameter ? AccessPath.StateName(Access) : Name;

    /// <summary>How many floats of memory it takes.</summary>
    internal Dimension StoredLength =>
        Element == ElementType.Byte ? Dimension.FloorDivide(Shape.ElementCount + (sizeof(float) - 1), sizeof(float)) : Shape.ElementCount;
}
