using System.Globalization;

namespace Workflow.Compiled.Generators.Graphs;

/// <summary>How dimensions are written: for readers, or as C#.</summary>
/// <param name="Symbol">The text of a symbol.</param>
/// <param name="IsCSharp">Whether the text is an expression of C#.</param>
internal sealed record Notation(Func<string, string> Symbol, bool IsCSharp)
{
    /// <summary>As readers expect it: <c>64·8·8</c>.</summary>
    public static readonly Notation Readable = new(name => name, IsCSharp: false);

    private string Times => IsCSharp ? " * " : "·";

    private string Over => IsCSharp ? " / " : "/";

    /// <summary>Writes a sum of terms.</summary>
    public string Write(IReadOnlyList<Term> terms)
    {
        if (terms.Count == 0)
            return "0";
        var text = "";
        foreach (var term in terms)
        {
            var isNegative = term.Coefficient < 0;
            text += text.Length == 0 ? isNegative ? "-" : "" : isNegative ? " - " : " + ";
            text += Write(term, isGrouped: terms.Count > 1 || term.Factors.Count > 1 || IsCSharp);
        }

        return text;
    }

    private string Write(Term term, bool isGrouped)
    {
        var factors = term.Factors.Select(factor => Write(factor, isGrouped)).ToList();
        var coefficient = Math.Abs(term.Coefficient);
        if (coefficient != 1 || factors.Count == 0)
            factors.Add(coefficient.ToString(CultureInfo.InvariantCulture));
        return string.Join(Times, factors);
    }

    private string Write(Atom atom, bool isGrouped) => atom switch
    {
        Atom.Quotient quotient => Group($"{Operand(quotient.Dividend)}{Over}{Operand(quotient.Divisor)}", isGrouped),
        Atom.Remainder remainder => Group($"{Operand(remainder.Dividend)} % {Operand(remainder.Divisor)}", isGrouped),
        Atom.Element element => $"{Symbol(element.List)}[{element.Index.Write(this)}]",
        _ => Symbol(atom.Key),
    };

    private string Operand(Dimension dimension) => Group(dimension.Write(this), !dimension.IsSingle);

    private static string Group(string text, bool isGrouped) => isGrouped ? $"({text})" : text;
}
