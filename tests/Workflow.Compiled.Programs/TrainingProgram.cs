using TorchSharp;

namespace Workflow.Compiled.Programs;

/// <summary>A program that trains a network, and its twin in libtorch: the same weights, the same batches, the same loss.</summary>
public abstract class TrainingProgram : IDisposable
{
    /// <summary>Gives the twin the weights of the model.</summary>
    /// <param name="model">Our network.</param>
    /// <param name="pass">Its training pass.</param>
    /// <param name="twin">The same network in libtorch: its parameters have the names of ours.</param>
    protected TrainingProgram(Module model, TrainingPass pass, torch.nn.Module twin)
    {
        (Model, Pass, Twin) = (model, pass, twin);
        CopyParameters(model, twin);
    }

    /// <summary>Our network.</summary>
    public Module Model { get; }

    /// <summary>Its training pass.</summary>
    public TrainingPass Pass { get; }

    /// <summary>The network in libtorch.</summary>
    public torch.nn.Module Twin { get; }

    /// <summary>The parameters of both sides, in our order.</summary>
    public IEnumerable<(Parameter Ours, torch.Tensor Theirs)> Parameters => PairsOf(Model, Twin);

    /// <summary>Gives a network in libtorch the parameters of ours.</summary>
    /// <param name="model">Our network.</param>
    /// <param name="twin">The same in libtorch: its parameters have the names of ours.</param>
    public static void CopyParameters(Module model, torch.nn.Module twin)
    {
        using var noGradient = torch.no_grad();
        foreach (var (ours, theirs) in PairsOf(model, twin))
        {
            using var values = torch.tensor(ours.ToTensor().Span.ToArray());
            theirs.copy_(values.reshape(theirs.shape));
        }
    }

    /// <summary>Gives both sides a batch.</summary>
    /// <param name="seed">The number of the batch.</param>
    public abstract void Load(int seed);

    /// <summary>Our forward pass and loss; afterwards the gradient of the output is where the backward pass reads it.</summary>
    /// <returns>What the network gives, and the loss.</returns>
    public abstract (Tensor Output, float Loss) Forward();

    /// <summary>The same in libtorch.</summary>
    public abstract (torch.Tensor Output, torch.Tensor Loss) ForwardTwin();

    /// <inheritdoc/>
    public void Dispose()
    {
        Twin.Dispose();
        GC.SuppressFinalize(this);
    }

    private static IEnumerable<(Parameter Ours, torch.Tensor Theirs)> PairsOf(Module model, torch.nn.Module twin)
    {
        var theirs = twin.named_parameters().ToDictionary(named => NameOfField(named.name), named => (torch.Tensor)named.parameter, StringComparer.Ordinal);
        return model.Parameters.Select(ours => (ours, theirs[ours.Name]));
    }

    // TorchSharp names what a module holds after the field: blocks.0._up.weight is our blocks.0.up.weight.
    private static string NameOfField(string name) => name.Replace("._", ".", StringComparison.Ordinal).TrimStart('_');
}
