using System.Buffers.Binary;
using System.Text.Json;
using Digits;
using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Saved files, read by another reader than ours: by the format's own rules, into libtorch.</summary>
public sealed class SafetensorsTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(_path);

    /// <summary>The weights have PyTorch's names, shapes and order: libtorch computes what the model computes.</summary>
    [LibtorchFact]
    public void Libtorch_computes_with_a_saved_layer_what_the_model_computes()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var model = new DigitsMlp { Seed = 2 };
        var image = TorchTensors.Random(784, seed: 1);
        model.Save(_path);

        var weights = ReadIntoLibtorch(_path);
        var x = image.ToTorch(1, 784);
        foreach (var layer in (string[])["hidden1", "hidden2"])
            x = torch.nn.functional.linear(x, weights[$"{layer}.weight"], weights[$"{layer}.bias"]).relu();
        x = torch.nn.functional.linear(x, weights["output.weight"], weights["output.bias"]);

        Parity.Require("output", x.Values(), model.Predict(new Tensor(image, [1, 784])).Span, terms: 784);
        Assert.Equal(6, weights.Count);
    }

    // The format: the header's length (8 bytes, little-endian), a JSON header, then the values at the offsets that it gives.
    private static Dictionary<string, torch.Tensor> ReadIntoLibtorch(string path)
    {
        var file = File.ReadAllBytes(path);
        var start = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, start - 8));
        return header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__").ToDictionary(entry => entry.Name, entry =>
        {
            Assert.Equal("F32", entry.Value.GetProperty("dtype").GetString());
            var range = entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32()).ToArray();
            var values = new float[(range[1] - range[0]) / sizeof(float)];
            Buffer.BlockCopy(file, start + range[0], values, 0, range[1] - range[0]);
            return values.ToTorch([.. entry.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64())]);
        });
    }
}
