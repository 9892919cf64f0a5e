extern alias generators;

using System.Text.RegularExpressions;
using generators::Workflow.Compiled.Generators.Operators;
using TorchSharp;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>What random programs need to know of a sample of the operator table; it is found out by running the sample in libtorch.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Lengths">The lengths of its result behind the batch.</param>
/// <param name="IsElementwise">Whether each element comes from those at the same place, so that it fits operands of any shape.</param>
internal sealed partial record SampleTraits(OperatorSample Sample, int[] Lengths, bool IsElementwise)
{
    // Operands of greater magnitude are there for the accuracy at the limits of a function.
    private const float MostMagnitude = 10;

    private static readonly Lazy<SampleTraits[]> s_all = new(() => [.. OperatorTable.Samples.Select(Of).OfType<SampleTraits>()]);

    /// <summary>All samples that can stand in a program.</summary>
    public static IReadOnlyList<SampleTraits> All => s_all.Value;

    /// <summary>Those that fit operands of any shape.</summary>
    public static IReadOnlyList<SampleTraits> Elementwise { get; } = [.. All.Where(sample => sample.IsElementwise)];

    /// <summary>The sample's expression over other variables.</summary>
    public string Expression(IReadOnlyList<string> operands) => Word().Replace(Sample.Body, match =>
        Array.FindIndex(Sample.Operands, operand => operand.Name == match.Value) is >= 0 and var place ? operands[place] : match.Value);

    private static SampleTraits? Of(OperatorSample sample)
    {
        if (!sample.IsCompiled || sample.Operands.Any(operand => operand.Edges.Length > 0 || operand.Classes > 0 || operand.High > MostMagnitude) || !sample.Operands[0].IsBatched)
            return null;
        using var scope = torch.NewDisposeScope();
        var (few, many) = (ShapeOf(sample, 3), ShapeOf(sample, 7));
        if (few.Length == 0 || few[0] != 3 || many[0] != 7 || !few.Skip(1).SequenceEqual(many.Skip(1)))
            return null;
        return new(sample, [.. few.Skip(1).Select(length => (int)length)], IsPointwise(sample));
    }

    private static long[] ShapeOf(OperatorSample sample, int batch) => sample.Torch([.. sample.Operands.Select(operand => Values(operand, Shape(operand, batch)))]).shape;

    private static bool IsPointwise(OperatorSample sample)
    {
        if (OperatorRegistry.Find(sample.Operator) is not PointwiseOperator || sample.Operands.Any(operand => !operand.IsBatched || !operand.Lengths.SequenceEqual(sample.Operands[0].Lengths)))
            return false;
        // In a row, and the half of it: neither the shape nor the other elements may matter.
        var operands = sample.Operands.Select(operand => Values(operand, Shape(operand, 4))).ToArray();
        var expected = sample.Torch(operands).flatten();
        var row = sample.Torch([.. operands.Select(operand => operand.flatten())]);
        var half = sample.Torch([.. operands.Select(operand => operand.flatten().narrow(0, 0, expected.numel() / 2))]);
        return row.allclose(expected, rtol: 1e-6) && half.allclose(expected.narrow(0, 0, half.numel()), rtol: 1e-6);
    }

    private static long[] Shape(Operand operand, int batch) => [.. operand.IsBatched ? [batch] : Array.Empty<long>(), .. operand.Lengths.Select(length => (long)length)];

    private static torch.Tensor Values(Operand operand, long[] shape) =>
        new Leaf(operand.Name, shape) { Low = operand.Low, High = operand.High, IsSigned = operand.IsSigned }.Values(operand.Name, seed: 1).ToTorch(shape);

    [GeneratedRegex(@"(?<![\w.])[a-z](?!\w|\s*:)")]
    private static partial Regex Word();
}
