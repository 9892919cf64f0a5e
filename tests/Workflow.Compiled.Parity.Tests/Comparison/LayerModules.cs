using System.Reflection;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Compiled modules that are one layer each, behind a scale of ones: its gradient is, for each place, the sum over the batch of input times the input's gradient.</summary>
/// <param name="layers">C# expressions that make layers, and the lengths of what they work on, without the batch.</param>
internal sealed class LayerModules(IEnumerable<(string Creation, int[] Lengths)> layers)
{
    private readonly Lazy<Assembly> _assembly = new(() => InProcessCompiler.Load(layers.Select(Source)));

    /// <summary>Makes a module and its layer.</summary>
    public (Module Model, Module Layer) Create(int index)
    {
        var model = (Module)Activator.CreateInstance(_assembly.Value.GetType(Name(index), throwOnError: true)!)!;
        return (model, ((dynamic)model).Layer);
    }

    private static string Name(int index) => $"Layer{index}";

    private static string Source((string Creation, int[] Lengths) layer, int index) =>
        $$"""
        using Workflow.Compiled;

        [CompiledModule]
        public sealed partial class {{Name(index)}} : Module
        {
            private readonly Parameter _scale = new([{{string.Join(", ", layer.Lengths)}}], Initializer.Ones);
            private readonly {{layer.Creation[..layer.Creation.IndexOf('(', StringComparison.Ordinal)]}} _layer = new {{layer.Creation}};

            public Module Layer => _layer;

            public Tensor Forward([Shape("batch", {{string.Join(", ", layer.Lengths)}})] Tensor x) => _layer.Forward(x * _scale);
        }
        """;
}
