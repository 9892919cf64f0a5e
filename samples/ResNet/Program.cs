using ResNet;
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
    var source = new ImageSource(options);
    var test = source.Test();
    var model = new ResNet18(options.Width) { Seed = options.Seed };
    if (options.Load is null)
        Training.Run(options, model, source, test);
    else
        model.Load(options.Load);
    Evaluating.Run(model, test, source);
});
