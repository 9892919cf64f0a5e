namespace Workflow.Compiled.Generators.Graphs;

/// <summary>What one instruction does, in the terms of the kernel library.</summary>
public abstract record Operation
{
    /// <summary>Each element from the elements at the same place of the inputs, which broadcast.</summary>
    /// <param name="Expression">C# over one register of lanes; <c>{0}</c> is the first input, <c>{#0}</c> the first of <paramref name="Dimensions"/>.</param>
    /// <param name="Dimensions">Lengths that the expression mentions.</param>
    /// <param name="Site">The number of the random site that <c>{key}</c> stands for; -1 when nothing is random.</param>
    public sealed record Pointwise(string Expression, EquatableArray<Dimension> Dimensions, int Site) : Operation;

    /// <summary>
    /// A matrix product. Where the right operand is one matrix, the leading axes of the left one count as rows; else both are many matrices,
    /// whose leading axes broadcast.
    /// </summary>
    public sealed record Product(bool TransposeLeft, bool TransposeRight) : Operation;

    /// <summary>Joins the middle axis of [outer, reduced, inner].</summary>
    /// <param name="Kernel">The method of the kernel class <c>Reduce</c>.</param>
    public sealed record Reduction(string Kernel, Dimension Outer, Dimension Reduced, Dimension Inner) : Operation;

    /// <summary>A kernel that looks along the middle axis of [outer, length, inner] and keeps the shape.</summary>
    /// <param name="Kernel">The class and method, such as <c>Softmax.Forward</c>.</param>
    public sealed record AlongAxis(string Kernel, Dimension Outer, Dimension Length, Dimension Inner) : Operation;

    /// <summary>Elements of a value under another shape: costs nothing. The input has memory of its own.</summary>
    /// <param name="Offset">The place of the first element in the input's memory.</param>
    /// <param name="Strides">The distance of neighbours along each axis of the output.</param>
    public sealed record View(Dimension Offset, EquatableArray<Dimension> Strides) : Operation;

    /// <summary>Values one after the other along an axis.</summary>
    /// <param name="Axis">The axis.</param>
    public sealed record Join(int Axis) : Operation;

    /// <summary>A kernel of the library that is called with its operands, some lengths, its results and some constants, in this order.</summary>
    /// <param name="Method">The class and method, such as <c>Embedding.Gather</c>.</param>
    /// <param name="Lengths">The lengths.</param>
    /// <param name="Constants">The last arguments, as C#; <c>{2}</c> is the third operand, which then is not passed on its own.</param>
    /// <param name="HasScratch">Whether the last result is only memory to work in.</param>
    /// <param name="ChangesState">Whether it gives no value but changes the buffers of the model that are its operands.</param>
    public sealed record LibraryCall(string Method, EquatableArray<Dimension> Lengths, EquatableArray<string> Constants, bool HasScratch = false, bool ChangesState = false) : Operation;

    /// <summary>A kernel over channels-last images that is called with its geometry, its operands, its results and some constants, in this order.</summary>
    /// <param name="Method">The class and method, such as <c>Convolution.Forward</c>.</param>
    /// <param name="Geometry">The lengths of images and windows.</param>
    /// <param name="MultiplyAdds">The multiplications with weights; 0 where there are none.</param>
    /// <param name="Constants">C# expressions.</param>
    /// <param name="HasEpilogue">Whether pointwise work on the result is done before it is stored.</param>
    public sealed record Window(string Method, Geometry Geometry, Dimension MultiplyAdds, EquatableArray<string> Constants, bool HasEpilogue) : Operation;

    /// <summary>A method that the user wrote. Inputs are what it reads and outputs what it writes, both in the order of its arguments.</summary>
    /// <param name="Type">The class that declares it.</param>
    /// <param name="Method">Its name.</param>
    /// <param name="Arguments">Its arguments.</param>
    public sealed record CustomCall(string Type, string Method, EquatableArray<CallArgument> Arguments) : Operation;

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
/// <param name="Outputs">The ids of the values it gives; all but the running of frames and methods of the user give one.</param>
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

    /// <summary>The ids of the values that it gives, without memory that it only works in.</summary>
    public IEnumerable<int> Results => Outputs.Take(Outputs.Count - (Operation is Operation.LibraryCall { HasScratch: true } ? 1 : 0));
}
