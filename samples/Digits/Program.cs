using Digits;
using Workflow.Compiled;
using Workflow.Compiled.Kernels;

try
{
    var options = Options.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }

    WorkerPool.Threads = options.Threads;
    var source = new DigitSource(options);
    var test = source.Test();
    if (options.Load is null)
        Training.Run(options, source, test);

    var model = options.Model.Create(options.Seed);
    model.Load(options.Load ?? options.Save);
    Evaluating.Run(model, test, source.Description);
    return 0;
}
catch (Exception exception) when (exception is OptionsException or IOException or InvalidDataException or UnauthorizedAccessException)
{
    // What is wrong is on the command line or in a file that it names, and the message says it; anything else is a defect of this program.
    Console.Error.WriteLine(exception.Message);
    return 2;
}
