using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The output of a convolution in pinned memory.</summary>
internal static unsafe class ConvolutionForward
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TEpilogue>(in Conv2dShape shape, float* input, float* weight, float* output, scoped in TEpilogue epilogue)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        var (y, x, batch) = Axes(in shape);
        if (shape.IsDepthwise)
        {
            var depthwise = new DepthwiseConvolution<TEpilogue>(in epilogue)
            {
                Source = input, Weight = weight, Result = output, Channels = shape.InChannels, KernelWidth = shape.KernelWidth, Y = y, X = x,
            };
            DepthwiseConvolution<TEpilogue>.Run<V>(in depthwise, batch);
            return;
        }

        if (Winograd.Pays(in y, in x, batch, shape.Groups, shape.InChannels, shape.OutChannels))
        {
            WinogradWork.Run<V, TEpilogue>(ConvolutionPanels.Forward<V>(in shape, weight), input, shape.InChannels, output, shape.OutChannels, in y, in x, batch, in epilogue);
            return;
        }

        var product = new ConvolutionProduct<V, TEpilogue>(in epilogue)
        {
            Panels = ConvolutionPanels.Forward<V>(in shape, weight),
            Lines = new()
            {
                Source = input,
                SourceChannels = shape.InChannels,
                Channels = shape.GroupInChannels,
                Y = y,
                X = x,
                IsCopied = !x.IsInside,
            },
            Result = output,
            ResultChannels = shape.OutChannels,
            Columns = shape.GroupOutChannels,
        };
        ConvolutionWork.Run(in product, batch, shape.Groups, shape.Work);
    }

    /// <summary>Both axes as gathers, and how many images they run over.</summary>
    public static (ConvolutionAxis Y, ConvolutionAxis X, int Batch) Axes(in Conv2dShape shape)
    {
        if (IsPointwise(in shape))
        {
            // Each output pixel sees its own input pixel only: all images are one row.
            var pixels = shape.Batch * shape.Height * shape.Width;
            return (ConvolutionAxis.Forward(1, 1, 1, 1, 0, 1), ConvolutionAxis.Forward(pixels, pixels, 1, 1, 0, 1), 1);
        }

        return (
            ConvolutionAxis.Forward(shape.Height, shape.OutHeight, shape.KernelHeight, shape.StrideHeight, shape.PaddingHeight, shape.DilationHeight),
            ConvolutionAxis.Forward(shape.Width, shape.OutWidth, shape.KernelWidth, shape.StrideWidth, shape.PaddingWidth, shape.DilationWidth),
            shape.Batch);
    }

    /// <summary>Whether the kernel is one pixel that moves over every pixel.</summary>
    public static bool IsPointwise(in Conv2dShape shape) =>
        shape is { KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1, PaddingHeight: 0, PaddingWidth: 0 };
}
