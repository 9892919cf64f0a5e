namespace Workflow.Compiled.Generators.Graphs;

/// <summary>An indivisible factor of a dimension: a symbol, or a quotient or remainder that does not simplify.</summary>
internal abstract record Atom
{
    public abstract IEnumerable<string> Symbols { get; }

    public abstract string Key { get; }

    public abstract long Evaluate(Func<string, long> symbol);

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

        public override long Evaluate(Func<string, long> symbol) => symbol(Name);
    }

    public sealed record Quotient(Dimension Dividend, Dimension Divisor) : Atom
    {
        public override IEnumerable<string> Symbols => Dividend.Symbols.Concat(Divisor.Symbols);

        public override string Key => $"({Dividend})/({Divisor})";

        public override long Evaluate(Func<string, long> symbol) => FloorDivide(Dividend.Evaluate(symbol), Divisor.Evaluate(symbol));
    }

    public sealed record Remainder(Dimension Dividend, Dimension Divisor) : Atom
    {
        public override IEnumerable<string> Symbols => Dividend.Symbols.Concat(Divisor.Symbols);

        public override string Key => $"({Dividend})%({Divisor})";

        public override long Evaluate(Func<string, long> symbol)
        {
            var (dividend, divisor) = (Dividend.Evaluate(symbol), Divisor.Evaluate(symbol));
            return dividend - (FloorDivide(dividend, divisor) * divisor);
        }
    }
}
