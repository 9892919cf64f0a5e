using System.Runtime.CompilerServices;
using TorchSharp;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Linear layers with bias, rows x outputs x inputs.</summary>
internal static class LinearCases
{
    private static readonly (int Rows, int Outputs, int Inputs)[] s_shapes =
    [
        (64, 256, 784), (64, 10, 256), (32, 128, 128), (1, 256, 784), (1024, 3072, 768),
    ];

    public static IEnumerable<RaceCase> All =>
        from shape in s_shapes
        select new RaceCase(
            $"linear/{shape.Rows}x{shape.Outputs}x{shape.Inputs}", Peers.Libtorch, () => Prepare(shape.Rows, shape.Outputs, shape.Inputs));

    private static Contest Prepare(int rows, int outputs, int inputs)
    {
        var contest = new Contest { Work = [Work.Product(rows, outputs, inputs)] };
        var x = contest.Own(AlignedBuffer.Random(rows * inputs, seed: 1));
        var weight = contest.Own(AlignedBuffer.Random(inputs * outputs, seed: 2));
        var bias = contest.Own(AlignedBuffer.Random(outputs, seed: 3));
        var ours = contest.Own(new AlignedBuffer(rows * outputs));

        contest.Own(torch.inference_mode());
        var torchX = contest.Own(TorchData.Copy(x.Span, rows, inputs));
        var torchWeight = contest.Own(TorchData.Copy(weight.Span, inputs, outputs).t().contiguous()); // each side stores it as it likes best
        var torchBias = contest.Own(TorchData.Copy(bias.Span, outputs));

        contest.Ours = () => Gemm.Multiply(
            new Matrix(x.Span, rows, inputs), new Matrix(weight.Span, inputs, outputs), ours.Span, new BiasEpilogue { Bias = bias.Span });
        contest.Theirs = () => torch.nn.functional.linear(torchX, torchWeight, torchBias).Dispose();
        contest.Verify = () =>
        {
            contest.Ours();
            using var expected = torch.nn.functional.linear(torchX, torchWeight, torchBias);
            Agreement.Require(ours.Span, expected.data<float>().ToArray(), terms: inputs);
        };
        return contest;
    }

    private readonly ref struct BiasEpilogue : IEpilogue
    {
        public ReadOnlySpan<float> Bias { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(V product, nint row, nint column)
            where V : struct, IVector<V> => product + V.Load(Bias, column);
    }
}
