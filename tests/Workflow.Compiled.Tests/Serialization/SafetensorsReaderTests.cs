using static Workflow.Compiled.Tests.SafetensorsBytes;

namespace Workflow.Compiled.Tests;

public class SafetensorsReaderTests
{
    private const long Huge = long.MaxValue;

    public static TheoryData<string, SafetensorsErrorKind, byte[]> BrokenFiles => new()
    {
        { "an empty file", SafetensorsErrorKind.Truncated, [] },
        { "half a length", SafetensorsErrorKind.Truncated, [2, 0, 0, 0] },
        { "a header longer than the file", SafetensorsErrorKind.Truncated, [.. Length(3), (byte)'{', (byte)'}'] },
        { "a header longer than the limit", SafetensorsErrorKind.HeaderTooLarge, [.. Length(100_000_001), (byte)'{', (byte)'}'] },
        { "a header of the greatest length", SafetensorsErrorKind.HeaderTooLarge, [.. Length(ulong.MaxValue), (byte)'{', (byte)'}'] },
        { "an empty header", SafetensorsErrorKind.HeaderStart, File("") },
        { "an array", SafetensorsErrorKind.HeaderStart, File("[]") },
        { "white space in front", SafetensorsErrorKind.HeaderStart, File(" {}") },
        { "no UTF-8", SafetensorsErrorKind.Encoding, File([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)'}']) },
        { "half a surrogate pair", SafetensorsErrorKind.Encoding, File("{\"\\ud800\":{}}") },
        { "no end", SafetensorsErrorKind.HeaderFormat, File("{") },
        { "no JSON", SafetensorsErrorKind.HeaderFormat, File("{nonsense}") },
        { "two objects", SafetensorsErrorKind.HeaderFormat, File("{}{}") },
        { "a trailing comma", SafetensorsErrorKind.HeaderFormat, File("{" + Tensor("a", "[]", 0, 4) + ",}", 4) },
        { "a comment", SafetensorsErrorKind.HeaderFormat, File("{/* */}") },
        { "a number for a tensor", SafetensorsErrorKind.HeaderFormat, File("{\"a\":1}") },
        { "a number for metadata", SafetensorsErrorKind.HeaderFormat, File("{\"__metadata__\":{\"a\":1}}") },
        { "deep nesting", SafetensorsErrorKind.HeaderFormat, File("{\"a\":" + new string('[', 1000)) },
        { "no type", SafetensorsErrorKind.HeaderFormat, File("{\"a\":{\"shape\":[],\"data_offsets\":[0,4]}}", 4) },
        { "no shape", SafetensorsErrorKind.HeaderFormat, File("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4) },
        { "no place", SafetensorsErrorKind.HeaderFormat, File("{\"a\":{\"dtype\":\"F32\",\"shape\":[]}}", 4) },
        { "three offsets", SafetensorsErrorKind.HeaderFormat, File("{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4,4]}}", 4) },
        { "an unknown property", SafetensorsErrorKind.HeaderFormat, File("{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4],\"x\":1}}", 4) },
        { "a negative length", SafetensorsErrorKind.HeaderFormat, File("{" + Tensor("a", "[-1]", 0, 4) + "}", 4) },
        { "half a length of an axis", SafetensorsErrorKind.HeaderFormat, File("{" + Tensor("a", "[1.5]", 0, 6) + "}", 6) },
        { "a length above 64 bits", SafetensorsErrorKind.HeaderFormat, File("{" + Tensor("a", "[99999999999999999999]", 0, 4) + "}", 4) },
        { "a name twice", SafetensorsErrorKind.DuplicateKey, File("{" + Tensor("a", "[]", 0, 4) + "," + Tensor("a", "[]", 4, 8) + "}", 8) },
        { "an escaped name twice", SafetensorsErrorKind.DuplicateKey, File("{" + Tensor("a", "[]", 0, 4) + "," + Tensor("\\u0061", "[]", 4, 8) + "}", 8) },
        { "a property twice", SafetensorsErrorKind.DuplicateKey, File("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}") },
        { "a text twice", SafetensorsErrorKind.DuplicateKey, File("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}") },
        { "metadata twice", SafetensorsErrorKind.DuplicateKey, File("{\"__metadata__\":{},\"__metadata__\":{}}") },
        { "an unknown type", SafetensorsErrorKind.UnknownType, File("{" + Tensor("a", "[]", 0, 4, "F31") + "}", 4) },
        { "a type in lower case", SafetensorsErrorKind.UnknownType, File("{" + Tensor("a", "[]", 0, 4, "f32") + "}", 4) },
        { "a shape beyond counting", SafetensorsErrorKind.ShapeOverflow, File("{" + Tensor("a", $"[{Huge},{Huge}]", 0, 4) + "}", 4) },
        { "bytes beyond counting", SafetensorsErrorKind.ShapeOverflow, File("{" + Tensor("a", $"[{Huge}]", 0, 4) + "}", 4) },
        { "too few bytes", SafetensorsErrorKind.SizeMismatch, File("{" + Tensor("a", "[2]", 0, 4) + "}", 4) },
        { "too many bytes", SafetensorsErrorKind.SizeMismatch, File("{" + Tensor("a", "[1]", 0, 8) + "}", 8) },
        { "an end before the beginning", SafetensorsErrorKind.SizeMismatch, File("{" + Tensor("a", "[1]", 4, 0) + "}", 4) },
        { "half a byte", SafetensorsErrorKind.SizeMismatch, File("{" + Tensor("a", "[1]", 0, 0, "F4") + "}") },
        { "an overlap", SafetensorsErrorKind.Overlap, File("{" + Tensor("a", "[2]", 0, 8) + "," + Tensor("b", "[2]", 4, 12) + "}", 12) },
        { "the same bytes twice", SafetensorsErrorKind.Overlap, File("{" + Tensor("a", "[2]", 0, 8) + "," + Tensor("b", "[2]", 0, 8) + "}", 8) },
        { "a hole in front", SafetensorsErrorKind.Hole, File("{" + Tensor("a", "[1]", 4, 8) + "}", 8) },
        { "a hole in the middle", SafetensorsErrorKind.Hole, File("{" + Tensor("a", "[1]", 0, 4) + "," + Tensor("b", "[1]", 8, 12) + "}", 12) },
        { "trailing bytes", SafetensorsErrorKind.Hole, File("{" + Tensor("a", "[1]", 0, 4) + "}", 5) },
        { "bytes without tensors", SafetensorsErrorKind.Hole, File("{}", 1) },
        { "missing bytes", SafetensorsErrorKind.OutOfFile, File("{" + Tensor("a", "[1]", 0, 4) + "}", 3) },
        { "a claim of 400 gigabytes", SafetensorsErrorKind.OutOfFile, File("{" + Tensor("a", "[100000000000]", 0, 400000000000) + "}", 4) },
        { "a place far outside", SafetensorsErrorKind.Hole, File("{" + Tensor("a", "[0]", Huge, Huge) + "}") },
    };

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public void A_broken_file_is_refused_for_the_right_reason(string what, SafetensorsErrorKind kind, byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Assert.Throws<SafetensorsException>(() => new SafetensorsReader(new MemoryStream(file)));

        Assert.True(exception.Kind == kind, $"{what}: {exception.Kind}: {exception.Message}");
        Assert.InRange(exception.Offset, 0, file.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_file_that_ends_anywhere_is_refused()
    {
        var whole = File("{" + Tensor("a", "[2]", 0, 8) + "," + Tensor("b", "[]", 8, 12) + "}", 12);
        new SafetensorsReader(new MemoryStream(whole)).Dispose();

        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<SafetensorsException>(() => new SafetensorsReader(new MemoryStream(whole[..length])));
    }

    [Theory]
    [InlineData("[]", 1)]
    [InlineData("[1,1,1]", 1)]
    [InlineData("[2,3]", 6)]
    [InlineData("[0]", 0)]
    [InlineData("[5,0,7]", 0)]
    public void Single_numbers_and_empty_tensors_are_read(string shape, int count)
    {
        using var reader = new SafetensorsReader(new MemoryStream(File("{" + Tensor("a", shape, 0, 4 * count) + "}", 4 * count)));

        var entry = Assert.Single(reader.Entries);
        var values = new float[count];
        reader.Read(entry, values);
        Assert.All(values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void An_empty_file_of_the_format_is_read()
    {
        using var reader = new SafetensorsReader(new MemoryStream(File("{}      ")));

        Assert.Empty(reader.Entries);
        Assert.Empty(reader.Metadata);
    }

    [Fact]
    public void Tensors_may_be_listed_in_another_order_than_their_bytes()
    {
        using var reader = new SafetensorsReader(new MemoryStream(File("{" + Tensor("b", "[1]", 4, 8) + "," + Tensor("a", "[1]", 0, 4) + "}", 8)));

        Assert.Equal(["a", "b"], reader.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Another_type_is_listed_but_not_read()
    {
        using var reader = new SafetensorsReader(new MemoryStream(File("{" + Tensor("a", "[2]", 0, 4, "BF16") + "}", 4)));

        var exception = Assert.Throws<ArgumentException>(() => reader.Read(reader.Entries[0], new float[2]));
        Assert.Contains("a is of type BF16", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_back_bit_by_bit()
    {
        var special = new Tensor([float.NaN, float.PositiveInfinity, -0f, float.Epsilon, 1.5f, -3], [2, 3]);
        var large = Values.Random([50_000]);
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(
            stream,
            [new("special", special), new("\"quoted\" ü", new Tensor([0])), new("large", large)],
            new Dictionary<string, string> { ["format"] = "pt" });
        stream.Position = 0;

        using var reader = new SafetensorsReader(stream);

        Assert.Equal("pt", reader.Metadata["format"]);
        Assert.Equal(["special", "\"quoted\" ü", "large"], reader.Entries.Select(entry => entry.Name));
        AssertBits(special, reader, reader.Entries[0]);
        AssertBits(large, reader, reader.Entries[2]);
    }

    [Fact]
    public void Two_tensors_of_one_name_are_not_written() =>
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(new MemoryStream(), [new("a", new Tensor([1])), new("a", new Tensor([1]))]));

    private static void AssertBits(Tensor expected, SafetensorsReader reader, SafetensorsEntry entry)
    {
        Assert.True(entry.HasShape(expected.Shape));
        var values = new float[expected.Shape.ElementCount];
        reader.Read(entry, values);
        Assert.Equal(expected.Span.ToArray().Select(BitConverter.SingleToInt32Bits), values.Select(BitConverter.SingleToInt32Bits));
    }
}
