namespace Workflow.Compiled.Generators.Graphs;

/// <summary>What one instruction does, in the terms of the kernel library.</summary>
public abstract record Operation
{
    /// <summary>Each element from the elements at the same place of the inputs, which broadcast.</summary>
    /// <param name="Expression">C# over one register of lanes; <c>{0}</c> is the first input, <c>{#0}</c> the first of <paramref name="Dimensions"/>.</param>
    /// <param name="Dimensions">Lengths that the expression mentions.</param>
    /// <param name="Site">The number of the random site that <c>{key}</c> stands for; -1 when nothing is random.</param>
    public sealed record Pointwise(string Expression, EquatableArray<Dimension> Dimensions, int Site) : Operation;

    /// <summary>A matrix product; leading axes of an input count as rows.</summary>
    public sealed record Product(bool TransposeLeft, bool TransposeRight) : Operation;

    /// <summary>Joins the middle axis of [outer, reduced, inner].</summary>
    /// <param name="Kernel">The method of the kernel class <c>Reduce</c>.</param>
    public sealed record Reduction(string Kernel, Dimension Outer, Dimension Reduced, Dimension Inner) : Operation;

    /// <summary>A kernel that looks along the middle axis of [outer, length, inner] and keeps the shape.</summary>
    /// <param name="Kernel">The class and method, such as <c>Softmax.Forward</c>.</param>
    public sealed record AlongAxis(string Kernel, Dimension Outer, Dimension Length, Dimension Inner) : Operation;

    /// <summary>The same elements under another shape: costs nothing.</summary>
    public sealed record Alias : Operation;

    /// <summary>The forward pass of other frames. Inputs are the arguments.</summary>
    public sealed record Run(FrameSite Site) : Operation;

    /// <summary>
    /// The backward pass of other frames. Inputs are the arguments, the results and the results' gradients; outputs are the gradients of those
    /// arguments that are numbers, or nothing where none is wanted.
    /// </summary>
    /// <param name="Site">The frames.</param>
    /// <param name="Arguments">The number of arguments.</param>
    /// <param name="Results">The number of results.</param>
    public sealed record RunBackward(FrameSite Site, int Arguments, int Results) : Operation;
}

/// <summary>One operation on values.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Inputs">The ids of the values it reads.</param>
/// <param name="Outputs">The ids of the values it gives; all but the running of frames give one.</param>
/// <param name="Label">What the user calls the operation that it belongs to.</param>
/// <param name="Formula">The mathematics, with <c>{0}</c> for the first input.</param>
/// <param name="IsBackward">Whether it belongs to the backward pass.</param>
public sealed record Instruction(
    Operation Operation,
    EquatableArray<int> Inputs,
    EquatableArray<int> Outputs,
    string Label,
    string Formula,
    bool IsBackward)
{
    /// <summary>The id of the value it gives.</summary>
    public int Output => Outputs[0];
}
