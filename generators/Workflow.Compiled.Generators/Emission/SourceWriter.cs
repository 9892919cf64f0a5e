using System.Text;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Writes indented lines. Line ends are always \n, so that the text does not depend on the machine that compiles.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indentation;

    /// <summary>Writes one line, or several of one text, at the current indentation; an empty one has no trailing spaces.</summary>
    public void Line(string text = "")
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0)
                _text.Append(' ', 4 * _indentation).Append(line);
            _text.Append('\n');
        }
    }

    /// <summary>Writes a line and an opening brace; the closing one is written when the result is disposed.</summary>
    public Scope Block(string header)
    {
        Line(header);
        return Block();
    }

    /// <summary>Writes an opening brace under the line before.</summary>
    public Scope Block()
    {
        Line("{");
        _indentation++;
        return new Scope(this, "}");
    }

    /// <summary>Indents what follows until the result is disposed.</summary>
    public Scope Indent()
    {
        _indentation++;
        return new Scope(this, null);
    }

    public override string ToString() => _text.ToString();

    /// <summary>An open block.</summary>
    internal readonly struct Scope(SourceWriter writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            writer._indentation--;
            if (end is not null)
                writer.Line(end);
        }
    }
}
