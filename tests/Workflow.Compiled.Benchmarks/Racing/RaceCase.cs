namespace Workflow.Compiled.Benchmarks;

/// <summary>One row of the race: a piece of work that we and a peer both do.</summary>
/// <param name="Name">What is done, such as <c>gemm/256/NN</c>.</param>
/// <param name="Peer">Who else does it.</param>
/// <param name="Prepare">Makes the data and both sides; called when the case's turn comes.</param>
internal sealed record RaceCase(string Name, Peer Peer, Func<Contest> Prepare);

/// <summary>Both sides of a case, ready to run.</summary>
internal sealed class Contest : IDisposable
{
    private readonly Stack<IDisposable> _resources = [];

    /// <summary>Does the work once.</summary>
    public Action Ours { get; set; } = static () => { };

    /// <summary>Lets the peer do the same work once.</summary>
    public Action Theirs { get; set; } = static () => { };

    /// <summary>Runs both sides once and compares what they computed.</summary>
    /// <remarks>Throws <see cref="WrongAnswerException"/> where they differ.</remarks>
    public Action Verify { get; set; } = static () => { };

    /// <summary>What the work costs at least, part by part.</summary>
    public Work[] Work { get; set; } = [];

    /// <summary>The bytes that each side needs for a while beside operands and results, where they are measured; known after <see cref="Verify"/>.</summary>
    public (double Ours, double Theirs)? ExtraBytes { get; set; }

    /// <summary>The usual body of <see cref="Verify"/>.</summary>
    /// <param name="ours">Reads our result after a run.</param>
    /// <param name="theirs">Reads the peer's.</param>
    /// <param name="terms">How many terms each value is a sum of.</param>
    public void RunBothAndCompare(Func<float[]> ours, Func<float[]> theirs, int terms = 1)
    {
        Ours();
        Theirs();
        Agreement.Require(ours(), theirs(), terms);
    }

    /// <summary>Keeps a resource until the contest is over.</summary>
    public T Own<T>(T resource)
        where T : IDisposable
    {
        _resources.Push(resource);
        return resource;
    }

    public void Dispose()
    {
        while (_resources.TryPop(out var resource))
            resource.Dispose();
    }
}
