namespace Workflow.Compiled.Benchmarks;

/// <summary>
/// What a network for images costs at least: the operations of its products, as the direct algorithm has them (Winograd's has fewer), and its weights read once.
/// </summary>
internal static class ImageNetworkWork
{
    /// <summary>The network of the digits sample.</summary>
    public static IReadOnlyList<Layer> DigitsCnn { get; } =
        [new(9, 32, 28 * 28), new(9 * 32, 64, 14 * 14), new(64 * 7 * 7, 128, 1), new(128, 10, 1)];

    /// <summary>ResNet-18 for images of 32 by 32.</summary>
    public static IReadOnlyList<Layer> ResNet18 { get; } =
    [
        new(9 * 3, 64, 32 * 32),
        .. Enumerable.Repeat(new Layer(9 * 64, 64, 32 * 32), 4),
        .. Stage(128, size: 16),
        .. Stage(256, size: 8),
        .. Stage(512, size: 4),
        new(512, 10, 1),
    ];

    /// <summary>A prediction.</summary>
    public static Work[] Prediction(IReadOnlyList<Layer> layers, int batch) =>
        [new Work(2 * batch * layers.Sum(layer => layer.Products), 4 * layers.Sum(layer => layer.Weights), 0)];

    /// <summary>A training step without its optimizer: three products a layer, but no gradient of the images.</summary>
    public static Work[] Training(IReadOnlyList<Layer> layers, int batch) =>
        [new Work(2 * batch * (3 * layers.Sum(layer => layer.Products) - layers[0].Products), 4 * 3 * layers.Sum(layer => layer.Weights), 0)];

    /// <summary>Two blocks, the first of which halves the image and doubles the channels.</summary>
    private static Layer[] Stage(int channels, int size) =>
    [
        new(9 * channels / 2, channels, size * size),
        new(channels / 2, channels, size * size),
        .. Enumerable.Repeat(new Layer(9 * channels, channels, size * size), 3),
    ];

    /// <summary>A convolution or a linear layer: a product at each of its output's pixels.</summary>
    public readonly record struct Layer(double Inputs, double Outputs, double Pixels)
    {
        public double Weights => Inputs * Outputs;

        public double Products => Weights * Pixels;
    }
}
