using System.Reflection;
using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A program as the compiler has made it, with its parameters, reached by reflection: its types exist only in this run.</summary>
internal sealed class CompiledProgram
{
    private readonly RandomProgram _program;
    private readonly Module _module;
    private readonly object[] _inputs;

    /// <param name="program">The program.</param>
    /// <param name="assembly">Where it was loaded.</param>
    /// <param name="reference">Its parameters and inputs.</param>
    public CompiledProgram(RandomProgram program, Assembly assembly, ProgramReference reference)
    {
        _program = program;
        _module = (Module)Activator.CreateInstance(assembly.GetType(program.TypeName, throwOnError: true)!, [.. program.Main.Given.Select(given => given.Argument)])!;
        _inputs = [.. program.Main.Forward.Inputs.Select(input => Input(input, reference.Seed))];
        foreach (var parameter in _module.Parameters)
        {
            // One in a loop without turns has no values.
            if (reference.Result.Parameters.TryGetValue(parameter.Name, out var values))
                parameter.CopyFrom(new Tensor(values, parameter.Shape));
        }
    }

    /// <summary>What the eager operators give.</summary>
    public IReadOnlyList<float[]> Eager() => Values(Call(_module, "Forward"));

    /// <summary>What the prediction pass gives.</summary>
    public IReadOnlyList<float[]> Predict() => Values(Call(_module, "Predict"));

    /// <summary>What two training steps give, the second in memory that the first has used.</summary>
    public IReadOnlyList<ProgramResult> Train()
    {
        var pass = _module.CreateTrainingPass(_program.Batch + 1);
        return [Step(pass), Step(pass)];
    }

    private ProgramResult Step(TrainingPass pass)
    {
        var outputs = Values(Call(pass, "Forward"));
        for (var i = 0; i < outputs.Count; i++)
            ProgramResult.OutputGradient(i, outputs[i].Length).CopyTo(pass.OutputGradientOf(i).Span);
        pass.Gradients.Flat.Fill(float.NaN);
        pass.Backward();
        return new(outputs, _module.Parameters.ToDictionary(parameter => parameter.Name, parameter => pass.Gradients.ToTensor(parameter).Span.ToArray(), StringComparer.Ordinal));
    }

    private object Call(object target, string method)
    {
        Type[] types = [.. _inputs.Select(input => input.GetType())];
        var found = target.GetType().GetMethods().Where(candidate => candidate.Name == method && candidate.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(types));
        // One that hides another is declared further down.
        return found.OrderBy(candidate => candidate.DeclaringType!.IsAssignableFrom(typeof(Module)) || candidate.DeclaringType.IsAssignableFrom(typeof(TrainingPass)))
            .First().Invoke(target, BindingFlags.DoNotWrapExceptions, null, _inputs, null)!;
    }

    private static IReadOnlyList<float[]> Values(object results) => results is Tensor one
        ? [one.Span.ToArray()]
        : [.. Enumerable.Range(0, ((ITuple)results).Length).Select(i => ((Tensor)((ITuple)results)[i]!).Span.ToArray())];

    private static object Input(Variable input, int seed)
    {
        Shape shape = [.. input.Shape.Select(length => length.Value)];
        var leaf = RandomProgram.InputLeaf(input);
        return input.Classes > 0 ? new IndexTensor(RandomProgram.Indices(input, seed), shape) : new Tensor(leaf.Values(leaf.Name, seed), shape);
    }
}
