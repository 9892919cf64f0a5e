namespace Workflow.Compiled.Parity.Tests;

/// <summary>A constructor parameter of a random module.</summary>
/// <param name="Name">Its name, the same in all modules of a program: a module hands on what it was given.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsFlag">Whether it is a flag, 0 or 1.</param>
internal sealed record Given(string Name, int Value, bool IsFlag = false)
{
    /// <summary>As the constructor declares it.</summary>
    public string Declaration => $"{(IsFlag ? "bool" : "int")} {Name}";

    /// <summary>What the constructor is called with.</summary>
    public object Argument => IsFlag ? Value != 0 : Value;

    /// <summary>As the length of an axis.</summary>
    public Length Length => Length.Given(Name, Value);
}
