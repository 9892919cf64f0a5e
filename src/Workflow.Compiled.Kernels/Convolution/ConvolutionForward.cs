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
            DepthwiseConvolution<TEpilogue>.Run<V>(Depthwise(in shape, y, x, input, weight, output, in epilogue), batch);
            return;
        }

        if (IsWinograd(in shape))
        {
            WinogradWork.Run<V, TEpilogue>(ConvolutionPanels.Forward<V>(in shape, weight), input, shape.InChannels, output, shape.OutChannels, in y, in x, batch, in epilogue);
            return;
        }

        ConvolutionWork.Run(Product<V, TEpilogue>(in shape, input, weight, output, in epilogue), batch, shape.Groups, shape.Work);
    }

    /// <summary>Whether the output is computed by tiles.</summary>
    public static bool IsWinograd(in Conv2dShape shape)
    {
        var (y, x, batch) = Axes(in shape);
        return Winograd.Pays(in y, in x, batch, shape.Groups, shape.InChannels, shape.OutChannels);
    }

    /// <summary>The output of a depthwise convolution along some axes.</summary>
    public static DepthwiseConvolution<TEpilogue> Depthwise<TEpilogue>(
        in Conv2dShape shape, ConvolutionAxis y, ConvolutionAxis x, float* input, float* weight, float* output, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct =>
        new(in epilogue) { Source = input, Weight = weight, Result = output, Channels = shape.InChannels, KernelWidth = shape.KernelWidth, Y = y, X = x };

    /// <summary>The output as a product.</summary>
    public static ConvolutionProduct<V, TEpilogue> Product<V, TEpilogue>(in Conv2dShape shape, float* input, float* weight, float* output, scoped in TEpilogue epilogue)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        var (y, x, _) = Axes(in shape);
        return new(in epilogue)
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

        var (y, x) = AxesOfImage(in shape);
        return (y, x, shape.Batch);
    }

    /// <summary>Both axes of an image, also where all images could be one row.</summary>
    public static (ConvolutionAxis Y, ConvolutionAxis X) AxesOfImage(in Conv2dShape shape) => (
        ConvolutionAxis.Forward(shape.Height, shape.OutHeight, shape.KernelHeight, shape.StrideHeight, shape.PaddingHeight, shape.DilationHeight),
        ConvolutionAxis.Forward(shape.Width, shape.OutWidth, shape.KernelWidth, shape.StrideWidth, shape.PaddingWidth, shape.DilationWidth));

    /// <summary>Whether the kernel is one pixel that moves over every pixel.</summary>
    public static bool IsPointwise(in Conv2dShape shape) =>
        shape is { KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1, PaddingHeight: 0, PaddingWidth: 0 };
}
