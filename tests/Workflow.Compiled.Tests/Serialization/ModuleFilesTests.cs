namespace Workflow.Compiled.Tests;

public sealed class ModuleFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_model_is_loaded_bit_by_bit()
    {
        var (saved, loaded) = (new SmallNet { Seed = 1 }, new SmallNet { Seed = 2 });
        Assert.False(saved.Parameters.Flat.SequenceEqual(loaded.Parameters.Flat));

        saved.Save(_folder.File("net.safetensors"));
        var differences = loaded.Load(_folder.File("net.safetensors"));

        Assert.True(differences.IsEmpty);
        Assert.Equal(saved.Parameters.Flat, loaded.Parameters.Flat);
        Assert.Equal(["net.safetensors"], _folder.FileNames);
    }

    [Fact]
    public void Files_have_the_names_shapes_and_order_of_PyTorch()
    {
        var model = new SmallNet();
        model.Save(_folder.File("net"));

        using var reader = SafetensorsReader.Open(_folder.File("net"));

        Assert.Equal("pt", reader.Metadata["format"]);
        Assert.Equal(
            ["hidden.weight F32 [5, 6]", "hidden.bias F32 [5]", "output.weight F32 [3, 5]", "output.bias F32 [3]"],
            reader.Entries.Select(entry => entry.ToString()));
        var weight = new float[30];
        reader.Read(reader.Entries[0], weight);
        // Row-major [out, in] in the file, [in, out] in memory.
        Assert.Equal(model.Parameters[0].Span[1 * 5 + 3], weight[3 * 6 + 1]);
    }

    [Fact]
    public void Every_difference_is_in_one_message_and_nothing_is_loaded()
    {
        Write("other", new("hidden.weight", new Tensor([6, 5])), new("hidden.bias", new Tensor([5])), new("extra", new Tensor([])), new("more", new Tensor([0])));
        var model = new SmallNet();
        var before = model.Parameters.Flat.ToArray();

        var exception = Assert.Throws<StateDictException>(() => model.Load(_folder.File("other")));

        Assert.Contains("missing: output.weight, output.bias", exception.Message, StringComparison.Ordinal);
        Assert.Contains("unexpected: extra, more", exception.Message, StringComparison.Ordinal);
        Assert.Contains("mismatched: hidden.weight must be [5, 6] but is [6, 5]", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Flat);
    }

    [Fact]
    public void What_is_not_strict_loads_what_fits_and_reports_the_rest()
    {
        Write("part", new("hidden.bias", new Tensor([1, 2, 3, 4, 5], [5])), new("extra", new Tensor([])));
        var model = new SmallNet();

        var differences = model.Load(_folder.File("part"), strict: false);

        Assert.Equal(["hidden.weight", "output.weight", "output.bias"], differences.Missing);
        Assert.Equal(["extra"], differences.Unexpected);
        Assert.Equal([1f, 2, 3, 4, 5], model.Parameters["hidden.bias"].Span);
    }

    [Fact]
    public void A_wrong_shape_is_never_loaded()
    {
        Write("wrong", new("hidden.bias", new Tensor([4])), new("output.bias", new Tensor([7, 8, 9], [3])));
        var model = new SmallNet();
        var before = model.Parameters.Flat.ToArray();

        Assert.Throws<StateDictException>(() => model.Load(_folder.File("wrong"), strict: false));

        Assert.Equal(before, model.Parameters.Flat);
    }

    [Fact]
    public void Another_element_type_is_refused_by_name()
    {
        File.WriteAllBytes(_folder.File("half"), SafetensorsBytes.File("{" + SafetensorsBytes.Tensor("output.bias", "[3]", 0, 6, "F16") + "}", 6));

        var exception = Assert.Throws<StateDictException>(() => new SmallNet().Load(_folder.File("half"), strict: false));

        Assert.Contains("output.bias must be F32 but is F16", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_is_closed_and_changes_nothing()
    {
        File.WriteAllBytes(_folder.File("broken"), SafetensorsBytes.File("{}", 1));
        var model = new SmallNet();
        var before = model.Parameters.Flat.ToArray();

        Assert.Throws<SafetensorsException>(() => model.Load(_folder.File("broken")));

        Assert.Equal(before, model.Parameters.Flat);
        using var exclusive = new FileStream(_folder.File("broken"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void A_missing_file_is_a_missing_file() =>
        Assert.Throws<FileNotFoundException>(() => new SmallNet().Load(_folder.File("none")));

    [Fact]
    public void A_missing_folder_leaves_nothing()
    {
        Assert.Throws<DirectoryNotFoundException>(() => new SmallNet().Save(_folder.File("none/net")));

        Assert.Empty(_folder.FileNames);
    }

    [Fact]
    public void A_failing_write_leaves_the_old_file_and_nothing_else()
    {
        var (model, path) = (new SmallNet(), _folder.File("net"));
        model.Save(path);
        var old = File.ReadAllBytes(path);
        var state = new ModuleState(ModuleMembers.Of(new SmallNet { Seed = 9 }).Entries);
        var writes = 0;
        AtomicFile.Write(_folder.File("counted"), stream => StateDict.Write(new FailingStream(stream, int.MaxValue, () => writes++), state));
        File.Delete(_folder.File("counted"));
        Assert.InRange(writes, 5, 100);

        for (var failing = 0; failing < writes; failing++)
        {
            Assert.Throws<IOException>(() => AtomicFile.Write(path, stream => StateDict.Write(new FailingStream(stream, failing), state)));
            Assert.Equal(old, File.ReadAllBytes(path));
            Assert.Equal(["net"], _folder.FileNames);
        }
    }

    [Fact]
    public async Task Many_that_save_to_one_path_leave_a_whole_file()
    {
        var path = _folder.File("net");
        var models = Enumerable.Range(0, 8).Select(seed => new SmallNet { Seed = (ulong)seed }).ToArray();

        await Task.WhenAll(models.Select(model => Task.Run(() => model.Save(path))));

        var loaded = new SmallNet();
        loaded.Load(path);
        Assert.Contains(models, model => model.Parameters.Flat.SequenceEqual(loaded.Parameters.Flat));
        Assert.Equal(["net"], _folder.FileNames);
    }

    private void Write(string name, params KeyValuePair<string, Tensor>[] tensors)
    {
        using var stream = File.Create(_folder.File(name));
        SafetensorsWriter.Write(stream, tensors);
    }
}
