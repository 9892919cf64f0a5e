using Workflow.Compiled.Libtorch;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A fact that compares with libtorch: skipped, with the reason, where libtorch cannot be loaded and is not required.</summary>
public sealed class LibtorchFactAttribute : FactAttribute
{
    /// <summary>Loads libtorch, or records why not.</summary>
    public LibtorchFactAttribute() => Skip = LibtorchLibrary.IsRequired ? null : LibtorchLibrary.Obstacle;
}

/// <summary>A theory that compares with libtorch: skipped, with the reason, where libtorch cannot be loaded and is not required.</summary>
public sealed class LibtorchTheoryAttribute : TheoryAttribute
{
    /// <summary>Loads libtorch, or records why not.</summary>
    public LibtorchTheoryAttribute() => Skip = LibtorchLibrary.IsRequired ? null : LibtorchLibrary.Obstacle;
}
