namespace Workflow.Compiled.Generators.Graphs;

/// <summary>A method that the user wrote.</summary>
/// <param name="Call">The method and its arguments.</param>
/// <param name="Sources">The ids of the values that it reads, in the order of its arguments.</param>
/// <param name="Results">The ids of the values that it writes, in the order of its arguments; -1 for one that this call leaves out.</param>
/// <param name="ResultRoles">What each result is for.</param>
public sealed record CustomStep(
    string Name,
    EquatableArray<string> Summary,
    StepRole Role,
    Operation.CustomCall Call,
    EquatableArray<int> Sources,
    EquatableArray<int> Results,
    EquatableArray<int> ResultRoles) : Step(Name, Summary, Role)
{
    public override IEnumerable<int> Reads => Sources;

    public override IEnumerable<int> Writes => Results.Where(result => result >= 0);

    /// <summary>The calls that the backward passes make: gradients that a pass has no use for are left out.</summary>
    public IEnumerable<CustomStep> Calls => IsBackward
        ? new[] { StepRole.ParameterGradients | StepRole.InputGradients, StepRole.ParameterGradients, StepRole.InputGradients }
            .Where(purpose => (Role & purpose) != 0)
            .Select(For)
            .Distinct()
        : [this];

    /// <summary>The call for a purpose.</summary>
    public CustomStep For(StepRole purpose)
    {
        if (!IsBackward)
            return this;
        var wanted = Results.Select((result, i) => ((StepRole)ResultRoles[i] & purpose) != 0 ? result : -1).ToEquatableArray();
        return wanted.Equals(Results) ? this : this with { Name = $"{Name}Of{(purpose == StepRole.InputGradients ? "Inputs" : "Parameters")}", Results = wanted };
    }
}
