using System.Globalization;

namespace Workflow.Compiled.Generators.Graphs;

/// <summary>An indivisible factor of a dimension: a symbol, or a quotient or remainder that does not simplify.</summary>
internal abstract record Atom
{
    public abstract IEnumerable<string> Symbols { get; }

    public abstract string Key { get; }

    /// <summary>The least value that it can have; null where none is known.</summary>
    public abstract long? Least { get; }

    public abstract long Evaluate(Func<string, long> symbol);

    /// <summary>The atom with its symbols replaced; null leaves a symbol as it is.</summary>
    public abstract Dimension Substitute(Func<string, Dimension?> symbol);

    /// <summary>The quotient, rounded down.</summary>
    public static long FloorDivide(long dividend, long divisor)
    {
        var quotient = dividend / divisor;
        return dividend % divisor != 0 && (dividend < 0) != (divisor < 0) ? quotient - 1 : quotient;
    }

    public sealed record Named(string Name) : Atom
    {
        public override IEnumerable<string> Symbols => [Name];

        public override string Key => Name;

        /// <summary>Turns are counted from 0.</summary>
        public override long? Least => Dimension.IsIndex(Name) ? 0 : 1;

        public override long Evaluate(Func<string, long> symbol) => symbol(Name);

        public override Dimension Substitute(Func<string, Dimension?> symbol) => symbol(Name) ?? Dimension.Symbol(Name);
    }

    /// <summary>An element of a list of lengths; like a symbol it stands for an integer of at least 1.</summary>
    /// <remarks>It is evaluated and named by its key, <c>widths[i + 1]</c>.</remarks>
    public sealed record Element(string List, Dimension Index) : Atom
    {
        public override IEnumerable<string> Symbols => Index.Symbols.Append(List);

        public override string Key => $"{List}[{Index}]";

        public override long? Least => 1;

        public override long Evaluate(Func<string, long> symbol) =>
            symbol($"{List}[{Index.Evaluate(symbol).ToString(CultureInfo.InvariantCulture)}]");

        /// <remarks>The list itself may be replaced, by a symbol with the name of another one.</remarks>
        public override Dimension Substitute(Func<string, Dimension?> symbol)
        {
            var index = Index.Substitute(symbol);
            return symbol(Key) ?? symbol($"{List}[{index}]") ?? Dimension.Element(symbol(List)?.ToString() ?? List, index);
        }
    }

    public sealed record Quotient(Dimension Dividend, Dimension Divisor) : Atom
    {
        public override IEnumerable<string> Symbols => Dividend.Symbols.Concat(Divisor.Symbols);

        public override string Key => $"({Dividend})/({Divisor})";

        public override long? Least => Dividend.IsAtLeastZero ? 0 : null;

        public override long Evaluate(Func<string, long> symbol) => FloorDivide(Dividend.Evaluate(symbol), Divisor.Evaluate(symbol));

        public override Dimension Substitute(Func<string, Dimension?> symbol) =>
            Dimension.FloorDivide(Dividend.Substitute(symbol), Divisor.Substitute(symbol));
    }

    public sealed record Remainder(Dimension Dividend, Dimension Divisor) : Atom
    {
        public override IEnumerable<string> Symbols => Dividend.Symbols.Concat(Divisor.Symbols);

        public override string Key => $"({Dividend})%({Divisor})";

        public override long? Least => 0;

        public override long Evaluate(Func<string, long> symbol)
        {
            var (dividend, divisor) = (Dividend.Evaluate(symbol), Divisor.Evaluate(symbol));
            return dividend - (FloorDivide(dividend, divisor) * divisor);
        }

        public override Dimension Substitute(Func<string, Dimension?> symbol) =>
            Dimension.Modulo(Dividend.Substitute(symbol), Divisor.Substitute(symbol));
    }
}
