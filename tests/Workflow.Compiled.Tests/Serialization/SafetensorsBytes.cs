using System.Buffers.Binary;
using System.Text;

namespace Workflow.Compiled.Tests;

/// <summary>Writes safetensors files by hand, right or wrong.</summary>
internal static class SafetensorsBytes
{
    /// <summary>A header as text, followed by some bytes.</summary>
    public static byte[] File(string header, int dataBytes = 0) => File(Encoding.UTF8.GetBytes(header), dataBytes);

    public static byte[] File(byte[] header, int dataBytes = 0) => [.. Length((ulong)header.Length), .. header, .. new byte[dataBytes]];

    public static byte[] Length(ulong length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    /// <summary>The table of one float32 tensor.</summary>
    public static string Tensor(string name, string shape, long begin, long end, string type = "F32") =>
        $$"""
        "{{name}}":{"dtype":"{{type}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]}
        """;
}
