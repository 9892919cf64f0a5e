using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Workflow.Compiled;

/// <summary>Reads the JSON of a header: an object of tensors, each an object of type, shape and place, and a <c>__metadata__</c> of texts.</summary>
internal ref struct SafetensorsHeaderParser
{
    private const string MetadataKey = "__metadata__";
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    private SafetensorsHeaderParser(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json);
    }

    /// <summary>Parses a header.</summary>
    /// <exception cref="SafetensorsException">It breaks a rule of the format.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
            throw new SafetensorsException(SafetensorsErrorKind.HeaderStart, SafetensorsHeader.LengthBytes, "the header does not begin with '{'");
        CheckEncoding(json);
        var parser = new SafetensorsHeaderParser(json);
        try
        {
            return parser.ReadHeader();
        }
        catch (JsonException exception)
        {
            throw parser.Broken(SafetensorsErrorKind.HeaderFormat, "the header is not valid JSON", exception);
        }
    }

    private static void CheckEncoding(ReadOnlySpan<byte> json)
    {
        if (Utf8.IsValid(json))
            return;
        var valid = 0;
        while (Rune.DecodeFromUtf8(json[valid..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
            valid += consumed;
        throw new SafetensorsException(SafetensorsErrorKind.Encoding, SafetensorsHeader.LengthBytes + valid, "the header is not UTF-8");
    }

    private SafetensorsHeader ReadHeader()
    {
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        Next(JsonTokenType.StartObject, "an object");
        while (NextKey(names) is { } name)
        {
            if (name == MetadataKey)
                ReadMetadata(metadata);
            else
                entries.Add(ReadEntry(name));
        }

        // Reading on finds whatever is not white space behind the object.
        if (_reader.Read())
            throw Broken(SafetensorsErrorKind.HeaderFormat, "something follows the header's object");
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        return new SafetensorsHeader(entries, metadata);
    }

    private void ReadMetadata(Dictionary<string, string> metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Next(JsonTokenType.StartObject, "an object of texts");
        while (NextKey(names) is { } name)
        {
            Next(JsonTokenType.String, "a text");
            metadata.Add(name, Text());
        }
    }

    private SafetensorsEntry ReadEntry(string name)
    {
        string? type = null;
        List<long>? shape = null, place = null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        Next(JsonTokenType.StartObject, $"an object for '{name}'");
        while (NextKey(names) is { } key)
        {
            switch (key)
            {
                case "dtype":
                    Next(JsonTokenType.String, $"the type of '{name}'");
                    type = Text();
                    break;
                case "shape":
                    shape = ReadNumbers($"the shape of '{name}'");
                    break;
                case "data_offsets":
                    place = ReadNumbers($"the place of '{name}'");
                    break;
                default:
                    throw Broken(SafetensorsErrorKind.HeaderFormat, $"'{name}' has the unknown property '{key}'");
            }
        }

        if (type is null || shape is null || place is not [var begin, var end])
            throw Broken(SafetensorsErrorKind.HeaderFormat, $"'{name}' needs a dtype, a shape and two data_offsets");
        CheckSize(name, type, shape, begin, end);
        return new SafetensorsEntry(name, type, shape, begin, end);
    }

    private void CheckSize(string name, string type, List<long> shape, long begin, long end)
    {
        if (!SafetensorsTypes.TryGetBits(type, out var bitsOfElement))
            throw Broken(SafetensorsErrorKind.UnknownType, $"'{name}' has the unknown type '{type}'");
        if (begin > end)
            throw Broken(SafetensorsErrorKind.SizeMismatch, $"'{name}' ends at {end}, before it begins at {begin}");

        var bits = (UInt128)1;
        foreach (var length in shape.Append(bitsOfElement))
        {
            bits *= (ulong)length;
            if (bits > long.MaxValue)
                throw Broken(SafetensorsErrorKind.ShapeOverflow, $"'{name}' of shape [{string.Join(", ", shape)}] has too many elements");
        }

        if (bits != (UInt128)(end - begin) * 8)
        {
            throw Broken(
                SafetensorsErrorKind.SizeMismatch,
                $"'{name}' of type {type} and shape [{string.Join(", ", shape)}] needs {bits} bits but has {end - begin} bytes");
        }
    }

    private List<long> ReadNumbers(string what)
    {
        var numbers = new List<long>();
        Next(JsonTokenType.StartArray, what);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out var number) || number < 0)
                throw Broken(SafetensorsErrorKind.HeaderFormat, $"{what} must hold whole numbers that are not negative");
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>The next key of an object; null at its end.</summary>
    private string? NextKey(HashSet<string> seen)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
            return null;
        var key = Text();
        return seen.Add(key) ? key : throw Broken(SafetensorsErrorKind.DuplicateKey, $"the name '{key}' occurs twice");
    }

    private void Next(JsonTokenType expected, string what)
    {
        if (!_reader.Read() || _reader.TokenType != expected)
            throw Broken(SafetensorsErrorKind.HeaderFormat, $"expected {what}");
    }

    private readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw Broken(SafetensorsErrorKind.Encoding, "a text has half of a surrogate pair", exception);
        }
    }

    private readonly SafetensorsException Broken(SafetensorsErrorKind kind, string message, Exception? inner = null) =>
        new(kind, SafetensorsHeader.LengthBytes + Math.Min(_reader.TokenStartIndex, _json.Length), message, inner);
}
