namespace Workflow.Compiled.Kernels;

/// <summary>
/// One axis of a convolution as a gather: result position j, times <see cref="ResultStep"/> plus <see cref="ResultFirst"/>, reads for each tap i the source position
/// j · <see cref="SourceStep"/> + <see cref="FirstOffset"/> + i · <see cref="OffsetStep"/> and the kernel position <see cref="FirstTap"/> + i · <see cref="TapStep"/>.
/// </summary>
internal readonly record struct ConvolutionAxis
{
    /// <summary>The number of kernel positions that are seen.</summary>
    public int Taps { get; init; }

    /// <summary>The kernel position of the first.</summary>
    public int FirstTap { get; init; }

    /// <summary>From one kernel position to the next.</summary>
    public int TapStep { get; init; }

    /// <summary>The source position that result position 0 reads for the first tap.</summary>
    public int FirstOffset { get; init; }

    /// <summary>From one tap's source position to the next; positive.</summary>
    public int OffsetStep { get; init; }

    /// <summary>From one result position's source position to the next.</summary>
    public int SourceStep { get; init; }

    /// <summary>Positions of the source; what lies outside is zero.</summary>
    public int SourceLength { get; init; }

    /// <summary>Result positions.</summary>
    public int Length { get; init; }

    /// <summary>Where result position 0 is stored.</summary>
    public int ResultFirst { get; init; }

    /// <summary>From one result position to the next.</summary>
    public int ResultStep { get; init; }

    /// <summary>Positions of the whole result.</summary>
    public int ResultLength { get; init; }

    /// <summary>The source position of the last tap, relative to the first.</summary>
    public int Reach => Math.Max(0, Taps - 1) * OffsetStep;

    /// <summary>The output as a gather from the input.</summary>
    public static ConvolutionAxis Forward(int input, int output, int kernel, int stride, int padding, int dilation) => new()
    {
        Taps = kernel,
        TapStep = 1,
        FirstOffset = -padding,
        OffsetStep = dilation,
        SourceStep = stride,
        SourceLength = input,
        Length = output,
        ResultStep = 1,
        ResultLength = output,
    };

    /// <summary>
    /// The input positions that are <paramref name="phase"/> modulo the stride, as a gather from the output's gradient. Only the taps that hit
    /// them are listed, from the last to the first, so no multiplication with the zeros between strides remains.
    /// </summary>
    public static ConvolutionAxis Backward(int input, int output, int kernel, int stride, int padding, int dilation, int phase)
    {
        var divisor = GreatestCommonDivisor(stride, dilation);
        var period = stride / divisor;
        var first = 0;
        while (first < Math.Min(kernel, period) && (phase + padding - ((long)first * dilation)) % stride != 0)
            first++;
        var taps = first < Math.Min(kernel, period) ? ((kernel - 1 - first) / period) + 1 : 0;
        var last = first + ((taps - 1) * period);
        return new()
        {
            Taps = taps,
            FirstTap = last,
            TapStep = -period,
            FirstOffset = taps > 0 ? (int)((phase + padding - ((long)last * dilation)) / stride) : 0,
            OffsetStep = dilation / divisor,
            SourceStep = 1,
            SourceLength = output,
            Length = phase < input ? ((input - 1 - phase) / stride) + 1 : 0,
            ResultFirst = phase,
            ResultStep = stride,
            ResultLength = input,
        };
    }

    /// <summary>The kernel position of a tap.</summary>
    public int Tap(int index) => FirstTap + (index * TapStep);

    /// <summary>The source position that a result position reads for the first tap.</summary>
    public int Source(int position) => (position * SourceStep) + FirstOffset;

    /// <summary>Whether every tap of every result position lies inside the source.</summary>
    public bool IsInside => Length == 0 || Taps == 0 || (FirstOffset >= 0 && Source(Length - 1) + Reach < SourceLength);

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
