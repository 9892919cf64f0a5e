using System.Buffers.Binary;
using System.Text;

namespace Workflow.Compiled.Libtorch;

/// <summary>
/// Marks one symbol version that an ELF64 library needs as weak, so that the dynamic loader accepts a system library without it.
/// </summary>
/// <remarks>
/// Layout: System V gABI (file and section headers) and the Linux Standard Base, "Version Requirements" (Verneed and Vernaux entries of
/// the section .gnu.version_r). Little-endian, as on x86-64 and arm64.
/// </remarks>
public static class WeakVersionNeed
{
    private const uint SectionTypeVersionNeeds = 0x6fff_fffe; // SHT_GNU_verneed
    private const ushort FlagWeak = 0x2;                      // VER_FLG_WEAK

    /// <summary>A copy of <paramref name="library"/> in which every need for <paramref name="version"/> is weak.</summary>
    /// <param name="library">The bytes of an ELF64 little-endian library.</param>
    /// <param name="version">The name of the version, such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <exception cref="ArgumentException">The library is not such a file, or does not need that version.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> library, string version)
    {
        if (!library.StartsWith((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            throw new ArgumentException("Not a little-endian ELF64 library.", nameof(library));

        var result = library.ToArray();
        var found = false;
        foreach (var entry in NeededVersions(result))
        {
            if (entry.Name != version)
                continue;
            var flags = result.AsSpan(entry.FlagsOffset);
            BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | FlagWeak));
            found = true;
        }

        return found ? result : throw new ArgumentException($"The library does not need {version}.", nameof(version));
    }

    private static IEnumerable<(string Name, int FlagsOffset)> NeededVersions(byte[] file)
    {
        foreach (var section in Sections(file).Where(section => section.Type == SectionTypeVersionNeeds))
        {
            var names = Sections(file).ElementAt(section.Link).Offset;
            for (var need = section.Offset; ; need += Int32(file, need + 12)) // Verneed: version, count, file, aux, next
            {
                var auxiliary = need + Int32(file, need + 8);
                for (int left = UInt16(file, need + 2); left > 0; left--)      // Vernaux: hash, flags, other, name, next
                {
                    yield return (Text(file, names + Int32(file, auxiliary + 8)), auxiliary + 4);
                    auxiliary += Int32(file, auxiliary + 12);
                }

                if (Int32(file, need + 12) == 0)
                    break;
            }
        }
    }

    private static IEnumerable<(uint Type, int Offset, int Link)> Sections(byte[] file)
    {
        var table = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(0x28));
        int size = UInt16(file, 0x3a), count = UInt16(file, 0x3c);
        for (var header = table; header < table + count * size; header += size)
            yield return ((uint)Int32(file, header + 4), (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(header + 24)), Int32(file, header + 40));
    }

    private static ushort UInt16(byte[] file, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(offset));

    private static int Int32(byte[] file, int offset) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(offset));

    private static string Text(byte[] file, int offset) => Encoding.ASCII.GetString(file.AsSpan(offset, file.AsSpan(offset).IndexOf((byte)0)));
}
