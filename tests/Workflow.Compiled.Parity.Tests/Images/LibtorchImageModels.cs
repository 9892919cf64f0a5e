using TorchSharp;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A network of ours in libtorch: layers by name, in our order, and what is done with them.</summary>
internal sealed class LibtorchImageModel : Module<torch.Tensor, torch.Tensor>
{
    private readonly Func<torch.Tensor, torch.Tensor> _forward;

    private LibtorchImageModel(Func<LibtorchImageModel, Func<torch.Tensor, torch.Tensor>> build)
        : base("model") => _forward = build(this);

    public static LibtorchImageModel SmallUnet() => new(model =>
    {
        var down1 = model.Add("down1", Conv2d(3, 8, 3, padding: 1));
        var bn1 = model.Add("bn1", BatchNorm2d(8));
        var down2 = model.Add("down2", Conv2d(8, 16, 3, padding: 1));
        var bottom = model.Add("bottom", Conv2d(16, 24, 3, padding: 1));
        var up2 = model.Add("up2", ConvTranspose2d(24, 16, 2, stride: 2));
        var conv2 = model.Add("conv2", Conv2d(32, 16, 3, padding: 1));
        var up1 = model.Add("up1", ConvTranspose2d(16, 8, 3, stride: 2, padding: 1, output_padding: 1));
        var conv1 = model.Add("conv1", Conv2d(16, 8, 3, padding: 1));
        var output = model.Add("output", Conv2d(8, 1, 1));
        return images =>
        {
            var first = bn1.forward(down1.forward(images)).relu();
            var second = down2.forward(functional.max_pool2d(first, [2, 2], [2, 2], null, null, false)).relu();
            var x = bottom.forward(functional.avg_pool2d(second, [2, 2], [2, 2], [0, 0], false, true, null)).relu();
            x = conv2.forward(torch.cat([second, up2.forward(x)], 1)).relu();
            x = conv1.forward(torch.cat([first, up1.forward(x)], 1)).relu();
            return output.forward(x);
        };
    });

    public static LibtorchImageModel NormalizedNet() => new(model =>
    {
        var conv = model.Add("conv", Conv2d(3, 8, (3, 2), stride: (2, 1), padding: (1, 0), dilation: (1, 2)));
        var plain = model.Add("plain", BatchNorm2d(8, affine: false, momentum: 0.3));
        var depthwise = model.Add("depthwise", Conv2d(8, 8, 3, padding: 1, groups: 8));
        var untracked = model.Add("untracked", BatchNorm2d(8, eps: 1e-3, track_running_stats: false));
        var grouped = model.Add("grouped", ConvTranspose2d(8, 6, 3, stride: 2, groups: 2, bias: false, dilation: 2));
        var sequence = model.Add("sequence", BatchNorm1d(6));
        var hidden = model.Add("hidden", Linear(6, 5));
        var rows = model.Add("rows", BatchNorm1d(5));
        return images =>
        {
            var x = plain.forward(conv.forward(images)).tanh();
            x = untracked.forward(depthwise.forward(x)) * x;
            x = sequence.forward(grouped.forward(x).flatten(2));
            return rows.forward(hidden.forward(functional.gelu(x).mean([2])));
        };
    });

    public override torch.Tensor forward(torch.Tensor input) => _forward(input);

    private T Add<T>(string name, T layer)
        where T : torch.nn.Module
    {
        register_module(name, layer);
        return layer;
    }
}
