using System.Buffers.Binary;
using System.Text;
using Workflow.Compiled.Libtorch;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

public class WeakVersionNeedTests
{
    // Where the parts of the library below lie.
    private const int Names = 64, Need = 96, FirstVersion = Need + 16, SecondVersion = FirstVersion + 16, Sections = SecondVersion + 16;

    [Fact]
    public void Only_the_flags_of_the_named_version_change()
    {
        var library = MakeLibrary();

        var result = WeakVersionNeed.Apply(library, "NEW_2");

        Assert.Equal(2, result[SecondVersion + 4]);
        result[SecondVersion + 4] = 0;
        Assert.Equal(library, result);
    }

    [Fact]
    public void A_version_that_is_not_needed_is_refused() =>
        Assert.Throws<ArgumentException>(() => WeakVersionNeed.Apply(MakeLibrary(), "NEW_3"));

    [Fact]
    public void A_file_that_is_no_library_is_refused() =>
        Assert.Throws<ArgumentException>(() => WeakVersionNeed.Apply(new byte[64], "NEW_2"));

    /// <summary>The smallest library that needs the versions OLD_1 and NEW_2 of one other.</summary>
    private static byte[] MakeLibrary()
    {
        var file = new byte[Sections + 2 * 64];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1 }.CopyTo(file, 0);
        Write64(file, 0x28, Sections);
        Write16(file, 0x3a, 64);
        Write16(file, 0x3c, 2);
        Encoding.ASCII.GetBytes("\0OLD_1\0NEW_2\0").CopyTo(file, Names);

        Write16(file, Need + 2, 2);            // two versions
        Write32(file, Need + 8, 16);           // the first follows
        Write32(file, FirstVersion + 8, 1);
        Write32(file, FirstVersion + 12, 16);  // the second follows
        Write32(file, SecondVersion + 8, 7);

        Write32(file, Sections + 4, 3);                       // section 0: names
        Write64(file, Sections + 24, Names);
        Write32(file, Sections + 64 + 4, 0x6fff_fffe);        // section 1: needed versions, with the names of section 0
        Write64(file, Sections + 64 + 24, Need);
        return file;
    }

    private static void Write16(byte[] file, int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(offset), value);

    private static void Write32(byte[] file, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(offset), value);

    private static void Write64(byte[] file, int offset, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(offset), value);
}
