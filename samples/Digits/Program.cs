using Digits;
using Samples;
using Workflow.Compiled.Kernels;

return CommandLine.Run(() =>
{
    var options = Options.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(Options.Usage);
        return;
    }

    WorkerPool.Threads = options.Threads;
    var source = new DigitSource(options);
    var test = source.Test();
    if (options.Load is null)
        Training.Run(options, source, test);

    var model = options.Model.Create(options.Seed);
    model.Load(options.Load ?? options.Save);
    Evaluating.Run(model, test, source.Description);
});
