using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>
/// A scope in which eager operators compute as in training: <c>using (EagerTraining.Begin(seed, step)) model.Forward(x);</c>. Outside of it
/// dropout is the identity. It counts dropouts and random tensors in the order of their calls, as the compiler does, so that the masks are those of the
/// training pass with the same seed and step.
/// </summary>
public static class EagerTraining
{
    [ThreadStatic]
    private static Scope? s_current;

    /// <summary>Begins a scope on this thread; disposing the result ends it.</summary>
    /// <param name="seed">The <see cref="Module.Seed"/> of the model.</param>
    /// <param name="step">The <see cref="TrainingPass.Step"/> of the pass.</param>
    public static IDisposable Begin(ulong seed, long step) => s_current = new Scope(seed, step, s_current);

    /// <summary>Whether eager operators on this thread compute as in training.</summary>
    internal static bool IsActive => s_current is not null;

    /// <summary>The key of the next dropout or random tensor; null outside of training.</summary>
    internal static PhiloxKey? NextKey() => s_current?.NextKey();

    private sealed class Scope(ulong seed, long step, Scope? outer) : IDisposable
    {
        private int _sites;

        public PhiloxKey NextKey() => new(seed, step, _sites++);

        public void Dispose() => s_current = outer;
    }
}
