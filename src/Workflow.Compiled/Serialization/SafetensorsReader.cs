using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Workflow.Compiled;

/// <summary>
/// Reads a safetensors file. The whole header is checked when the file is opened: no hole, no overlap, no tensor outside the file, no
/// duplicate name. Memory is allocated for what the file holds, never for what it claims.
/// </summary>
/// <seealso href="https://github.com/huggingface/safetensors#format"/>
public sealed class SafetensorsReader : IDisposable
{
    private readonly Stream _stream;
    private readonly SafetensorsHeader _header;
    private readonly long _dataStart;

    /// <summary>Reads and checks the header.</summary>
    /// <param name="stream">A stream that can seek, at its start; disposed with the reader.</param>
    /// <exception cref="SafetensorsException">The file breaks a rule of the format.</exception>
    public SafetensorsReader(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        var json = ReadHeader(stream);
        _header = SafetensorsHeaderParser.Parse(json);
        _dataStart = SafetensorsHeader.LengthBytes + json.Length;
        SafetensorsHeader.CheckLayout(_header.Entries, _dataStart, stream.Length - _dataStart);
    }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries => _header.Entries;

    /// <summary>Free texts, by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="SafetensorsException">The file breaks a rule of the format.</exception>
    public static SafetensorsReader Open(string path)
    {
        var stream = File.OpenRead(path);
        try
        {
            return new SafetensorsReader(stream);
        }
        catch (IOException)
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the values of a tensor.</summary>
    /// <param name="entry">One of <see cref="Entries"/>, of type F32 or I64.</param>
    /// <param name="values">Takes the values, in row-major order; integers are rounded to the nearest number of float32.</param>
    /// <exception cref="ArgumentException">The type is another, or the number of values is.</exception>
    public void Read(SafetensorsEntry entry, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Type == SafetensorsTypes.Int64)
        {
            ReadIntegers(entry, values);
            return;
        }

        if (entry.Type != SafetensorsTypes.Float32)
            throw new ArgumentException($"{entry.Name} is of type {entry.Type}; only {SafetensorsTypes.Float32} and {SafetensorsTypes.Int64} can be read", nameof(entry));
        if (entry.End - entry.Begin != (long)values.Length * sizeof(float))
            throw new ArgumentException($"{entry} has {(entry.End - entry.Begin) / sizeof(float)} values, not {values.Length}", nameof(values));

        _stream.Position = _dataStart + entry.Begin;
        _stream.ReadExactly(MemoryMarshal.AsBytes(values));
        if (!BitConverter.IsLittleEndian)
        {
            var bits = MemoryMarshal.Cast<float, int>(values);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void ReadIntegers(SafetensorsEntry entry, Span<float> values)
    {
        if (entry.End - entry.Begin != (long)values.Length * sizeof(long))
            throw new ArgumentException($"{entry} has {(entry.End - entry.Begin) / sizeof(long)} values, not {values.Length}", nameof(values));
        _stream.Position = _dataStart + entry.Begin;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        foreach (ref var value in values)
        {
            _stream.ReadExactly(bytes);
            value = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        }
    }

    private static byte[] ReadHeader(Stream stream)
    {
        var available = stream.Length - SafetensorsHeader.LengthBytes;
        if (available < 0)
            throw new SafetensorsException(SafetensorsErrorKind.Truncated, stream.Length, "the file ends inside the length of its header");
        Span<byte> bytes = stackalloc byte[SafetensorsHeader.LengthBytes];
        stream.ReadExactly(bytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > SafetensorsHeader.MaxLength)
            throw new SafetensorsException(SafetensorsErrorKind.HeaderTooLarge, 0, $"the header is said to have {length} bytes, more than {SafetensorsHeader.MaxLength}");
        if (length > (ulong)available)
            throw new SafetensorsException(SafetensorsErrorKind.Truncated, stream.Length, $"the header is said to have {length} bytes, but {available} follow");
        var json = new byte[length];
        stream.ReadExactly(json);
        return json;
    }
}
