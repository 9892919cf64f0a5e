using TorchSharp;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Convolutions, forward and each gradient: ours on channels-last images, libtorch's on its own layout.</summary>
internal static class ConvolutionCases
{
    private const int Batch = 8;

    private static readonly (int Channels, int Size)[] s_squares = [(64, 56), (128, 28), (256, 14), (512, 7), (64, 32)];

    public static IEnumerable<RaceCase> All =>
    [
        .. from square in s_squares
           from race in Family(
               $"conv3x3/{square.Channels}x{square.Size}",
               new Conv2dShape(Batch, square.Channels, square.Size, square.Size, square.Channels, 3, 3, paddingHeight: 1, paddingWidth: 1))
           select race,
        .. from square in s_squares
           from race in Family(
               $"conv1x1/{square.Channels}x{square.Size}",
               new Conv2dShape(Batch, square.Channels, square.Size, square.Size, square.Channels, 1, 1))
           select race,
        .. from square in s_squares
           from race in Family(
               $"depthwise3x3/{square.Channels}x{square.Size}",
               new Conv2dShape(Batch, square.Channels, square.Size, square.Size, square.Channels, 3, 3, paddingHeight: 1, paddingWidth: 1, groups: square.Channels))
           select race,
        .. Family("conv3x3-stride2/64to128x56", new Conv2dShape(Batch, 64, 56, 56, 128, 3, 3, 2, 2, 1, 1)),
        .. Family("stem3x3/3to64x32", new Conv2dShape(32, 3, 32, 32, 64, 3, 3, paddingHeight: 1, paddingWidth: 1)),
        .. Family("stem7x7/3to64x224", new Conv2dShape(2, 3, 224, 224, 64, 7, 7, 2, 2, 3, 3)),
        .. Family("digits3x3/1to32x28", new Conv2dShape(64, 1, 28, 28, 32, 3, 3, paddingHeight: 1, paddingWidth: 1)),
    ];

    private static IEnumerable<RaceCase> Family(string name, Conv2dShape shape)
    {
        yield return new RaceCase($"{name}/forward", Peers.Libtorch, () => Prepare(shape, Pass.Forward));
        yield return new RaceCase($"{name}/input-gradient", Peers.Libtorch, () => Prepare(shape, Pass.InputGradient));
        yield return new RaceCase($"{name}/weight-gradient", Peers.Libtorch, () => Prepare(shape, Pass.WeightGradient));
    }

    private static Contest Prepare(Conv2dShape shape, Pass pass)
    {
        var steps = shape.KernelHeight * shape.KernelWidth * shape.InChannels / shape.Groups;
        var contest = new Contest { Work = [WorkOf(shape, pass)] };
        var x = contest.Own(AlignedBuffer.Random(shape.InputLength, seed: 1));
        var plain = contest.Own(AlignedBuffer.Random(shape.WeightLength, seed: 2));
        var dy = contest.Own(AlignedBuffer.Random(shape.OutputLength, seed: 3));
        var weight = contest.Own(new AlignedBuffer(shape.WeightLength));
        ConvolutionWeights.Pack(shape, plain.Span, weight.Span);
        var ours = contest.Own(new AlignedBuffer(pass switch
        {
            Pass.Forward => shape.OutputLength,
            Pass.InputGradient => shape.InputLength,
            _ => shape.WeightLength,
        }));
        contest.Ours = pass switch
        {
            Pass.Forward => () => Convolution.Forward(shape, x.Span, weight.Span, ours.Span),
            Pass.InputGradient => () => Convolution.InputGradient(shape, dy.Span, weight.Span, ours.Span),
            _ => () => Convolution.WeightGradient(shape, x.Span, dy.Span, ours.Span),
        };

        if (pass == Pass.Forward)
            contest.Own(torch.inference_mode());
        using var channelsLastX = TorchData.Copy(x.Span, shape.Batch, shape.Height, shape.Width, shape.InChannels);
        using var channelsLastDy = TorchData.Copy(dy.Span, shape.Batch, shape.OutHeight, shape.OutWidth, shape.OutChannels);
        var torchX = contest.Own(channelsLastX.permute(0, 3, 1, 2).contiguous());
        var torchDy = contest.Own(channelsLastDy.permute(0, 3, 1, 2).contiguous());
        var torchWeight = contest.Own(TorchData.Copy(plain.Span, shape.OutChannels, shape.InChannels / shape.Groups, shape.KernelHeight, shape.KernelWidth));
        long[] strides = [shape.StrideHeight, shape.StrideWidth], paddings = [shape.PaddingHeight, shape.PaddingWidth], dilations = [shape.DilationHeight, shape.DilationWidth];
        var theirs = pass switch
        {
            Pass.Forward => () => torch.nn.functional.conv2d(torchX, torchWeight, null, strides, paddings, dilations, shape.Groups),
            _ => Gradient(),
        };
        // The graph is built once; each call computes one gradient from it, the only one that is asked for.
        Func<torch.Tensor> Gradient()
        {
            var of = (pass == Pass.InputGradient ? torchX : torchWeight).requires_grad_();
            var output = contest.Own(torch.nn.functional.conv2d(torchX, torchWeight, null, strides, paddings, dilations, shape.Groups));
            return () => torch.autograd.grad([output], [of], [torchDy], retain_graph: true)[0];
        }

        contest.Theirs = () => theirs().Dispose();
        contest.Verify = () =>
        {
            contest.Ours();
            using var result = theirs();
            using var ordered = pass == Pass.WeightGradient ? result.alias() : result.permute(0, 2, 3, 1).contiguous();
            var actual = ours.Span.ToArray();
            if (pass == Pass.WeightGradient)
                ConvolutionWeights.Unpack(shape, ours.Span, actual);
            var terms = pass == Pass.WeightGradient ? shape.Batch * shape.OutHeight * shape.OutWidth : steps * shape.OutChannels / shape.InChannels;
            Agreement.Require(actual, ordered.contiguous().data<float>().ToArray(), terms);
        };
        return contest;
    }

    private static Work WorkOf(Conv2dShape shape, Pass pass)
    {
        var flops = 2.0 * shape.OutputLength * shape.KernelHeight * shape.KernelWidth * (shape.InChannels / shape.Groups);
        var (x, w, y) = (4.0 * shape.InputLength, 4.0 * shape.WeightLength, 4.0 * shape.OutputLength);
        return pass switch
        {
            Pass.Forward => new(flops, x + w, y),
            Pass.InputGradient => new(flops, y + w, x),
            _ => new(flops, x + y, w),
        };
    }

    private enum Pass
    {
        Forward,
        InputGradient,
        WeightGradient,
    }
}
