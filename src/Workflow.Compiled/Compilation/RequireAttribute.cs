namespace Workflow.Compiled;

/// <summary>
/// A condition between the constructor parameters of a module, which shapes rely on: <c>[Require("width % heads == 0")]</c>. Where the values are
/// known while compiling it is checked then, elsewhere when the passes are made.
/// </summary>
/// <param name="condition">A comparison (<c>== != &lt; &lt;= &gt; &gt;=</c>) of expressions with <c>+ - * / %</c> over constructor parameters and numbers.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RequireAttribute(string condition) : Attribute
{
    /// <summary>The condition.</summary>
    public string Condition { get; } = condition;
}
