namespace Workflow.Compiled.Generators.Operators;

/// <summary>The operators that the compiler knows. A new one is its file and one line here.</summary>
public static class OperatorRegistry
{
    private static readonly Dictionary<string, Operator> ByName = new Operator[]
    {
        new Linear(),
        new MatMul(),
        new Flatten(),
        new Reshape(),
        new Transpose(),
        new Permute(),
        new Squeeze(),
        new Unsqueeze(),
        new Expand(),
        new Slice(),
        new Select(),
        new Concat(),
        new Stack(),
        new LayerNorm(),
        new RmsNorm(),
        new Glu(),
        new SwiGlu(),
        new Embedding(),
        new Conv2d(),
        new MaxPool2d(),
        new AvgPool2d(),
        new AdaptiveAvgPool2d(),
        new MseLoss(),
        new UniformLike(),
        new NormalLike(),
        new Add(),
        new Subtract(),
        new Multiply(),
        new Divide(),
        new Negate(),
        new Relu(),
        new LeakyRelu(),
        new Sigmoid(),
        new Tanh(),
        new Gelu(),
        new Silu(),
        new Elu(),
        new Softplus(),
        new Exp(),
        new Log(),
        new Sqrt(),
        new Square(),
        new Abs(),
        new Where(),
        new Greater(),
        new Less(),
        new GreaterOrEqual(),
        new LessOrEqual(),
        new Equal(),
        new NotEqual(),
        new Maximum(),
        new Minimum(),
        new Clamp(),
        new Pow(),
        new Sin(),
        new Cos(),
        new Rsqrt(),
        new Reciprocal(),
        new Log1p(),
        new Expm1(),
        new Sign(),
        new Floor(),
        new Ceil(),
        new Round(),
        new Relu6(),
        new Hardtanh(),
        new Hardsigmoid(),
        new Hardswish(),
        new Mish(),
        new PRelu(),
        new Sum(),
        new Mean(),
        new Max(),
        new Min(),
        new Var(),
        new Std(),
        new Softmax(),
        new LogSoftmax(),
        new Dropout(),
    }.ToDictionary(known => known.Name, StringComparer.Ordinal);

    /// <summary>All operators, by name in ordinal order.</summary>
    public static IEnumerable<Operator> All => ByName.Values.OrderBy(known => known.Name, StringComparer.Ordinal);

    /// <summary>The operator of that name, or null when the compiler does not know it.</summary>
    public static Operator? Find(string name) => ByName.TryGetValue(name, out var found) ? found : null;

    /// <summary>The operator of that name.</summary>
    /// <exception cref="InvalidOperationException">There is none: a graph was built without the front end's check.</exception>
    public static Operator Get(string name) => Find(name) ?? throw new InvalidOperationException($"there is no operator {name}");
}
