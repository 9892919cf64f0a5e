using System.Collections;

namespace Workflow.Compiled;

/// <summary>Layers that are applied one after the other. Saved under their numbers: <c>net.0.weight</c>.</summary>
/// <remarks><code>private readonly Sequential _net = new(new Linear(784, 256), new Relu(), new Linear(256, 10));</code></remarks>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Sequential.html"/>
public sealed class Sequential : Module, ILayer, IReadOnlyList<Module>
{
    private readonly Module[] _modules;

    /// <summary>Creates a chain.</summary>
    /// <param name="modules">The layers in their order, each from one tensor to one tensor; one that stands twice in the chain is one layer.</param>
    /// <exception cref="ArgumentException">A layer is null, or is not an <see cref="ILayer"/>.</exception>
    public Sequential(params Module[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (var (index, module) in modules.Index())
        {
            if (module is not ILayer)
            {
                throw new ArgumentException(
                    module is null ? $"layer {index} is null" : $"layer {index}, a {module.GetType().Name}, is no ILayer: it has no Forward from one tensor to one tensor",
                    nameof(modules));
            }
        }

        _modules = [.. modules];
    }

    /// <summary>The number of layers.</summary>
    public int Count => _modules.Length;

    /// <summary>The layer at a place.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    public Module this[int index] => _modules[index];

    /// <summary>Computes the layers eagerly, each with the result of the one before.</summary>
    /// <param name="input">The input of the first.</param>
    /// <returns>The result of the last; the input itself where there is no layer.</returns>
    /// <exception cref="ArgumentException">The shape does not fit a layer.</exception>
    public Tensor Forward(Tensor input) => _modules.Aggregate(input, (x, module) => ((ILayer)module).Forward(x));

    /// <inheritdoc/>
    public IEnumerator<Module> GetEnumerator() => ((IEnumerable<Module>)_modules).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members) => NumberedModules.Declare(members, _modules);
}
