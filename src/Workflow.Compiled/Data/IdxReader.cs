using System.Buffers.Binary;
using System.IO.Compression;

namespace Workflow.Compiled;

/// <summary>
/// Reads IDX files, the format of MNIST: two zero bytes, a type, the number of axes, their lengths as big-endian 32-bit numbers, then the
/// elements. Nothing of the claimed size is allocated before the file is known to be long enough.
/// </summary>
/// <remarks>
/// Files whose name ends in <c>.gz</c> are inflated, never beyond the size that the header states; offsets in messages are then those of the
/// inflated contents.
/// </remarks>
public static class IdxReader
{
    private const byte UnsignedByte = 0x08;
    private const int MagicLength = 4;

    // Deflate cannot do better: a match of 258 bytes takes 2 bits at least.
    private const long MostInflation = 258 * 4;

    /// <summary>Reads a file of unsigned bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not well formed; the message names it and the offset of the byte at fault.</exception>
    public static IdxFile Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return Read(file, path, file.Length);

        using var inflated = new GZipStream(file, CompressionMode.Decompress);
        var contents = Read(inflated, path, file.Length * MostInflation);
        RequireTrailer(file, path, MagicLength + contents.Shape.Rank * sizeof(uint) + contents.Bytes.LongLength);
        return contents;
    }

    /// <summary>GZipStream does not miss a trailer that is cut off: the last four bytes of the file must be the length of the contents.</summary>
    private static void RequireTrailer(FileStream file, string path, long length)
    {
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        file.Seek(-trailer.Length, SeekOrigin.End);
        file.ReadExactly(trailer);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)length)
            throw new InvalidDataException($"{path}, byte {length}: the gzip contents are damaged: the file does not end with their length");
    }

    private static IdxFile Read(Stream stream, string path, long mostLength)
    {
        var reader = new OffsetReader(stream, path);
        Span<byte> magic = stackalloc byte[MagicLength];
        reader.ReadExactly(magic, "the magic number");
        if (magic[0] != 0 || magic[1] != 0)
            throw reader.Error(magic[0] != 0 ? 0 : 1, "an IDX file begins with two zero bytes");
        if (magic[2] != UnsignedByte)
            throw reader.Error(2, $"elements of type 0x{magic[2]:X2} are not supported, only unsigned bytes, 0x08");
        if (magic[3] == 0)
            throw reader.Error(3, "the file has no axes");

        var shape = ReadShape(reader, magic[3]);
        if (reader.Offset + shape.ElementCount > mostLength)
            throw reader.Error(reader.Offset, $"the header states {shape} elements, but the file is too short for {shape.ElementCount} bytes");

        var bytes = new byte[shape.ElementCount];
        reader.ReadExactly(bytes, $"the {shape.ElementCount} bytes of {shape} elements");
        reader.RequireEnd();
        return new IdxFile(path, shape, bytes);
    }

    private static Shape ReadShape(OffsetReader reader, int rank)
    {
        Span<byte> field = stackalloc byte[sizeof(uint)];
        var lengths = new int[rank];
        var count = 1L;
        for (var axis = 0; axis < rank; axis++)
        {
            var offset = reader.Offset;
            reader.ReadExactly(field, $"the length of axis {axis}");
            var length = BinaryPrimitives.ReadUInt32BigEndian(field);
            // Lengths are limited to what an array can hold, so that their product cannot leave the range of a long.
            if (length > Array.MaxLength || (count *= length) > Array.MaxLength)
                throw reader.Error(offset, $"axis {axis} of length {length} makes more elements than an array can hold");
            lengths[axis] = (int)length;
        }

        return new Shape(lengths);
    }
}
