using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>What is added up as soon as it is computed: all elements, or those of each column.</summary>
/// <param name="FirstColumn">The first axis of the columns; null where all elements are added to one number.</param>
internal sealed record SumDomain(int? FirstColumn)
{
    /// <summary>All elements.</summary>
    public static readonly SumDomain All = new((int?)null);

    /// <summary>The domain of a reduction over leading axes; null for any other.</summary>
    public static SumDomain? Find(Operation.Reduction reduction, Shape source)
    {
        if (!ShapeRules.IsOne(reduction.Outer))
            return null;
        if (ShapeRules.IsOne(reduction.Inner))
            return All;
        for (var axis = 0; axis < source.Rank; axis++)
        {
            if (ShapeRules.Product(source, axis, source.Rank).Equals(reduction.Inner))
                return new SumDomain(axis);
        }

        return null;
    }

    /// <summary>The domain of a reduction that is known to have one.</summary>
    public static SumDomain Of(Operation.Reduction reduction, Shape source) =>
        Find(reduction, source) ?? throw new InvalidOperationException("the compiler made a mistake: a middle axis was to be summed at once");
}
