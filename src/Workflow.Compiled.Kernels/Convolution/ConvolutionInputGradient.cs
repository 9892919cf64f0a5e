using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The gradient of a convolution's input in pinned memory: for each phase of the strides a convolution of the output's gradient.</summary>
internal static unsafe class ConvolutionInputGradient
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TEpilogue>(in Conv2dShape shape, float* outputGradient, float* weight, float* inputGradient, scoped in TEpilogue epilogue)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (ConvolutionForward.IsPointwise(in shape))
        {
            var pixels = shape.Batch * shape.Height * shape.Width;
            RunPhase<V, TEpilogue>(in shape, outputGradient, weight, inputGradient, ConvolutionAxis.Backward(1, 1, 1, 1, 0, 1, 0), ConvolutionAxis.Backward(pixels, pixels, 1, 1, 0, 1, 0), 1, in epilogue);
            return;
        }

        for (var yPhase = 0; yPhase < shape.StrideHeight; yPhase++)
        {
            var y = ConvolutionAxis.Backward(
                shape.Height, shape.OutHeight, shape.KernelHeight, shape.StrideHeight, shape.PaddingHeight, shape.DilationHeight, yPhase);
            for (var xPhase = 0; xPhase < shape.StrideWidth; xPhase++)
            {
                var x = ConvolutionAxis.Backward(
                    shape.Width, shape.OutWidth, shape.KernelWidth, shape.StrideWidth, shape.PaddingWidth, shape.DilationWidth, xPhase);
                RunPhase<V, TEpilogue>(in shape, outputGradient, weight, inputGradient, in y, in x, shape.Batch, in epilogue);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPhase<V, TEpilogue>(
        in Conv2dShape shape,
        float* outputGradient,
        float* weight,
        float* inputGradient,
        in ConvolutionAxis y,
        in ConvolutionAxis x,
        int batch,
        scoped in TEpilogue epilogue)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (shape.IsDepthwise)
        {
            var depthwise = new DepthwiseConvolution<TEpilogue>(in epilogue)
            {
                Source = outputGradient, Weight = weight, Result = inputGradient, Channels = shape.InChannels, KernelWidth = shape.KernelWidth, Y = y, X = x,
            };
            DepthwiseConvolution<TEpilogue>.Run<V>(in depthwise, batch);
            return;
        }

        if (Winograd.Pays(in y, in x, batch, shape.Groups, shape.OutChannels, shape.InChannels))
        {
            var panels = ConvolutionPanels.Backward<V>(in shape, weight, in y, in x);
            WinogradWork.Run<V, TEpilogue>(panels, outputGradient, shape.OutChannels, inputGradient, shape.InChannels, in y, in x, batch, in epilogue);
            return;
        }

        var product = new ConvolutionProduct<V, TEpilogue>(in epilogue)
        {
            Panels = ConvolutionPanels.Backward<V>(in shape, weight, in y, in x),
            Lines = new()
            {
                Source = outputGradient,
                SourceChannels = shape.OutChannels,
                Channels = shape.GroupOutChannels,
                Y = y,
                X = x,
                IsCopied = !x.IsInside,
            },
            Result = inputGradient,
            ResultChannels = shape.InChannels,
            Columns = shape.GroupInChannels,
        };
        var work = (long)batch * y.Length * x.Length * y.Taps * x.Taps * shape.GroupOutChannels * shape.InChannels;
        ConvolutionWork.Run(in product, batch, shape.Groups, work);
    }
}
