using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>A step while instructions may still join it.</summary>
/// <param name="domain">The shape over which its pointwise instructions run.</param>
/// <param name="role">What it is for.</param>
/// <param name="label">What the user calls the operation that leads it.</param>
internal sealed class StepDraft(Shape domain, StepRole role, string label)
{
    private readonly HashSet<int> _inside = [];
    private readonly HashSet<int> _again = [];
    private readonly Dictionary<int, StepDraft> _parts = [];

    /// <summary>The product, reduction or kernel along an axis that leads the step; null for purely pointwise work.</summary>
    public Instruction? Kernel { get; private set; }

    /// <summary>The pointwise instructions, and in a step over rows its reductions, in order.</summary>
    public List<Instruction> Body { get; } = [];

    /// <summary>The rows and columns of a step that reduces rows; null for every other.</summary>
    public RowDomain? Rows { get; private set; }

    /// <summary>The sums of what is computed here, where they are not of rows.</summary>
    public List<Instruction> Sums { get; } = [];

    /// <summary>What the sums are for.</summary>
    public StepRole SumsRole { get; private set; }

    /// <summary>What the sums add; null without sums.</summary>
    public SumDomain? SumDomain { get; private set; }

    /// <summary>In a step that joins values, those that it computes itself, by the ids of the parts; in a step that pools the result of a convolution, that.</summary>
    public IReadOnlyDictionary<int, StepDraft> Parts => _parts;

    /// <summary>The shape over which the pointwise instructions run.</summary>
    public Shape Domain => domain;

    /// <summary>What the step is for.</summary>
    public StepRole Role => role;

    /// <summary>What the user calls the operation that leads the step.</summary>
    public string Label => label;

    /// <summary>All instructions in an order in which they can run.</summary>
    public IEnumerable<Instruction> Instructions =>
        _parts.Values.SelectMany(part => part.Instructions).Concat(Kernel is null ? [] : [Kernel]).Concat(Body).Concat(Sums);

    /// <summary>All values that are computed here.</summary>
    public IEnumerable<int> Computed => _inside;

    /// <summary>In whose memory what the instructions read lies.</summary>
    public HashSet<int> Reads { get; } = [];

    /// <summary>Whether a value is computed here.</summary>
    public bool Computes(int value) => _inside.Contains(value);

    /// <summary>Whether the step gives a value to others: it is in memory, and no other step has computed it first.</summary>
    public bool Gives(int value, HashSet<int> stored) => stored.Contains(value) && !_again.Contains(value);

    /// <summary>Makes an instruction the one that leads the step.</summary>
    public void Lead(Instruction first)
    {
        if (first.Operation is Operation.Reduction reduction && RowDomain.Of(reduction, domain) is { } rows)
        {
            Join(first, rows);
            return;
        }

        Kernel = first;
        _inside.UnionWith(first.Outputs);
    }

    /// <summary>Adds a pointwise instruction behind the others.</summary>
    public void Join(Instruction instruction)
    {
        Body.Add(instruction);
        _inside.Add(instruction.Output);
    }

    /// <summary>Adds an instruction whose result another step has, and which is computed again rather than read.</summary>
    public void JoinAgain(Instruction instruction)
    {
        Join(instruction);
        _again.Add(instruction.Output);
    }

    /// <summary>Adds a reduction of rows, which makes this a step over rows.</summary>
    public void Join(Instruction reduction, RowDomain rows)
    {
        Rows = rows;
        Join(reduction);
    }

    /// <summary>Adds the sum of what is computed here.</summary>
    public void Add(Instruction sum, SumDomain over, StepRole sumRole)
    {
        (SumDomain, SumsRole) = (over, sumRole);
        Sums.Add(sum);
        _inside.Add(sum.Output);
    }

    /// <summary>Drops the pointwise instructions whose results nothing needs, because those who did compute them again.</summary>
    public void Drop(HashSet<int> stored, Views views)
    {
        var needed = new HashSet<int>(Sums.SelectMany(sum => sum.Inputs).Select(views.RootOf));
        for (var i = Body.Count - 1; i >= 0; i--)
        {
            var instruction = Body[i];
            if (instruction.Operation is Operation.Pointwise && !Gives(instruction.Output, stored) && !needed.Contains(instruction.Output))
            {
                Body.RemoveAt(i);
                _inside.Remove(instruction.Output);
                continue;
            }

            needed.UnionWith(instruction.Inputs.Select(views.RootOf));
        }
    }

    /// <summary>Lets this step, which joins values or pools one, compute it.</summary>
    public void TakeIn(int part, StepDraft producer)
    {
        _parts[part] = producer;
        _inside.UnionWith(producer.Computed);
    }
}
