using BenchmarkDotNet.Running;

namespace Workflow.Compiled.Benchmarks;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["race", .. var options])
            return RaceCommand.Run(options);
        if (arguments is ["generator"])
            return GeneratorCommand.Run();

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
        return 0;
    }
}
