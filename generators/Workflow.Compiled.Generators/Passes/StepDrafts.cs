using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The steps as far as they are known, and which of them computes which value.</summary>
internal sealed class StepDrafts
{
    private readonly List<StepDraft> _drafts = [];
    private readonly Dictionary<int, int> _places = [];

    /// <summary>All, in their order.</summary>
    public IReadOnlyList<StepDraft> All => _drafts;

    /// <summary>The last step that computes an operand of an instruction; null where none does.</summary>
    public StepDraft? ProducerOf(Instruction instruction, Views views) => PlaceOf(instruction, views) is >= 0 and var place ? _drafts[place] : null;

    /// <summary>Begins a step.</summary>
    public void Add(StepDraft draft)
    {
        foreach (var value in draft.Computed)
            _places[value] = _drafts.Count;
        _drafts.Add(draft);
    }

    /// <summary>Notes that a step, the producer of an instruction, computes what the instruction gives.</summary>
    public void Note(Instruction joined, Views views) => _places[joined.Output] = PlaceOf(joined, views);

    private int PlaceOf(Instruction instruction, Views views) =>
        instruction.Inputs.Select(input => _places.TryGetValue(views.RootOf(input), out var place) ? place : -1).DefaultIfEmpty(-1).Max();
}
