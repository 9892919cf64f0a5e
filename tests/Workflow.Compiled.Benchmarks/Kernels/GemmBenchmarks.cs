using BenchmarkDotNet.Attributes;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

/// <summary>One kernel under BenchmarkDotNet, for working on it: <c>--filter *Gemm* --disasm</c> shows what the JIT made of it.</summary>
[MemoryDiagnoser]
public class GemmBenchmarks
{
    private float[] _a = [];
    private float[] _b = [];
    private float[] _result = [];

    [Params(64, 256, 1024)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        WorkerPool.Threads = 1;
        _a = [.. Enumerable.Range(0, Size * Size).Select(_ => random.NextSingle())];
        _b = [.. Enumerable.Range(0, Size * Size).Select(_ => random.NextSingle())];
        _result = new float[Size * Size];
    }

    [Benchmark]
    public void Multiply() => Gemm.Multiply(new Matrix(_a, Size, Size), new Matrix(_b, Size, Size), _result);
}
