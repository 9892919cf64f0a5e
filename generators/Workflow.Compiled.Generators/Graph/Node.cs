namespace Workflow.Compiled.Generators.Graphs;

/// <summary>One operation of the graph.</summary>
/// <param name="Operator">The name under which the operator registry knows it.</param>
/// <param name="Inputs">The ids of the values it reads, in the order in which the operator defines them.</param>
/// <param name="Output">The id of the value it gives.</param>
/// <param name="Attributes">Its constants: arguments of the call and of the layer's constructor, by parameter name.</param>
/// <param name="Label">What the user calls it: the layer's field without underscore, or the operator's name in camelCase.</param>
public sealed record Node(string Operator, EquatableArray<int> Inputs, int Output, Attributes Attributes, string Label);
