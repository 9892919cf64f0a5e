using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Workflow.Compiled;

/// <summary>Writes a safetensors file of float32 tensors, and of counters as 64-bit integers.</summary>
/// <seealso href="https://github.com/huggingface/safetensors#format"/>
public static class SafetensorsWriter
{
    private const int BufferBytes = 1 << 16;

    // The bytes of tensors start at a multiple of this, as the format recommends.
    private const int Alignment = 8;

    /// <summary>Writes tensors, in their order.</summary>
    /// <param name="stream">Takes the file.</param>
    /// <param name="tensors">The tensors, each with its name.</param>
    /// <param name="metadata">Free texts, by name; null for none.</param>
    /// <param name="integers">The names of tensors whose values are written as 64-bit integers; null for none.</param>
    /// <exception cref="ArgumentException">A name is used twice.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(
        Stream stream,
        IReadOnlyList<KeyValuePair<string, Tensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null,
        IReadOnlySet<string>? integers = null)
    {
        integers ??= new HashSet<string>();
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.GroupBy(tensor => tensor.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"two tensors are named '{twice.Key}'", nameof(tensors));

        WriteHeader(stream, tensors, metadata, integers);
        var buffer = new byte[BufferBytes];
        foreach (var (name, tensor) in tensors)
        {
            if (integers.Contains(name))
                WriteIntegers(stream, tensor.Span);
            else
                WriteValues(stream, tensor.Span, buffer);
        }
    }

    private static void WriteHeader(
        Stream stream, IReadOnlyList<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata, IReadOnlySet<string> integers)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
            WriteJson(writer, tensors, metadata, integers);

        var padding = (Alignment - json.WrittenCount % Alignment) % Alignment;
        Span<byte> length = stackalloc byte[SafetensorsHeader.LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(json.WrittenCount + padding));
        stream.Write(length);
        stream.Write(json.WrittenSpan);
        stream.Write("        "u8[..padding]);
    }

    private static void WriteJson(
        Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata, IReadOnlySet<string> integers)
    {
        writer.WriteStartObject();
        if (metadata is not null)
        {
            writer.WriteStartObject("__metadata__");
            foreach (var (name, text) in metadata)
                writer.WriteString(name, text);
            writer.WriteEndObject();
        }

        var begin = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var isInteger = integers.Contains(name);
            var end = begin + (long)(isInteger ? sizeof(long) : sizeof(float)) * tensor.Shape.ElementCount;
            writer.WriteStartObject(name);
            writer.WriteString("dtype", isInteger ? SafetensorsTypes.Int64 : SafetensorsTypes.Float32);
            WriteNumbers(writer, "shape", tensor.Shape.Select(length => (long)length));
            WriteNumbers(writer, "data_offsets", [begin, end]);
            writer.WriteEndObject();
            begin = end;
        }

        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<long> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static void WriteIntegers(Stream stream, ReadOnlySpan<float> values)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)value);
            stream.Write(bytes);
        }
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<float> values, Span<byte> buffer)
    {
        while (!values.IsEmpty)
        {
            var count = Math.Min(values.Length, buffer.Length / sizeof(float));
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteSingleLittleEndian(buffer[(i * sizeof(float))..], values[i]);
            stream.Write(buffer[..(count * sizeof(float))]);
            values = values[count..];
        }
    }
}
