using System.Reflection;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>All operator samples, compiled once for all tests: the modules by the generator, the eager methods by C# alone.</summary>
internal static class SampleLibrary
{
    private static readonly Lazy<Assembly> s_eager = new(() => InProcessCompiler.Load([SampleSource.Eager(OperatorTable.Samples, OperatorTable.Bad)]));

    private static readonly Lazy<Func<int, Module>> s_modules = new(() =>
    {
        var compiled = OperatorTable.Samples.Index().Where(numbered => numbered.Item.IsCompiled).ToArray();
        var assembly = InProcessCompiler.Load(compiled
            .Select(numbered => SampleSource.Module(SampleSource.ModuleName(numbered.Index), numbered.Item.Body, numbered.Item.Operands))
            .Append(SampleSource.Factory(compiled.Select(numbered => numbered.Index))));
        return assembly.GetType(SampleSource.FactoryClass, throwOnError: true)!.GetMethod("Create")!.CreateDelegate<Func<int, Module>>();
    });

    /// <summary>Runs a sample eagerly.</summary>
    public static Tensor RunEagerly(int index, params object[] operands) => Invoke(SampleSource.MethodName(index), operands);

    /// <summary>Runs a wrong use eagerly.</summary>
    public static Tensor RunBadEagerly(int index, params object[] operands) => Invoke(SampleSource.MethodName(index, isBad: true), operands);

    /// <summary>The compiled module of a sample, with the sample's weights.</summary>
    public static Module CreateModule(int index)
    {
        var module = s_modules.Value(index);
        foreach (var (operand, place) in OperatorTable.Samples[index].Operands.Select((operand, place) => (operand, place)))
            module.Parameters[$"{operand.Name}.weight"].CopyFrom(new Tensor(operand.Weight(place), [operand.Count, Operand.Batch]));
        return module;
    }

    /// <summary>The rows of the unit matrix that make a module's operands equal to its weights.</summary>
    public static Tensor UnitRows(int rows)
    {
        var values = new float[rows * Operand.Batch];
        for (var row = 0; row < rows; row++)
            values[row * Operand.Batch + row] = 1;
        return new Tensor(values, [rows, Operand.Batch]);
    }

    private static Tensor Invoke(string method, object[] operands) =>
        (Tensor)s_eager.Value.GetType(SampleSource.EagerClass, throwOnError: true)!
            .GetMethod(method)!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, operands, null)!;
}
