using System.Buffers.Binary;
using System.IO.Compression;

namespace Workflow.Compiled.Tests;

/// <summary>Writes IDX files, good ones and others.</summary>
internal static class IdxFiles
{
    public static byte[] Bytes(uint[] lengths, int elements, byte type = 0x08)
    {
        var bytes = new byte[4 + 4 * lengths.Length + elements];
        (bytes[2], bytes[3]) = (type, (byte)lengths.Length);
        for (var axis = 0; axis < lengths.Length; axis++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 + 4 * axis), lengths[axis]);
        for (var i = 0; i < elements; i++)
            bytes[^(elements - i)] = (byte)(i % 10);
        return bytes;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
