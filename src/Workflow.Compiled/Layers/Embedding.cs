namespace Workflow.Compiled;

/// <summary>For each number a learned row: the first layer of networks that read words or other symbols.</summary>
/// <remarks>The first values are drawn from the standard normal distribution, as in PyTorch, and are 0 in the row of the padding.</remarks>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Embedding.html"/>
public sealed class Embedding : Module
{
    /// <summary>Creates a layer.</summary>
    /// <param name="numEmbeddings">The number of rows, at least 1.</param>
    /// <param name="embeddingDim">The width of a row, at least 1.</param>
    /// <param name="paddingIndex">The row that training leaves at 0; −1 for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1, or the padding is no row.</exception>
    public Embedding(int numEmbeddings, int embeddingDim, int paddingIndex = -1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numEmbeddings, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(embeddingDim, 1);
        if (paddingIndex < -1 || paddingIndex >= numEmbeddings)
            throw new ArgumentOutOfRangeException(nameof(paddingIndex), paddingIndex, $"the padding must be one of the {numEmbeddings} rows, or -1 for none");
        PaddingIndex = paddingIndex;
        Weight = new Parameter(this, [numEmbeddings, embeddingDim], ParameterLayout.RowMajor, new EmbeddingInitializer(paddingIndex));
    }

    /// <summary>The row that training leaves at 0; −1 for none.</summary>
    public int PaddingIndex { get; }

    /// <summary>The rows, of shape [numEmbeddings, embeddingDim].</summary>
    public Parameter Weight { get; }

    /// <summary>Computes the layer eagerly.</summary>
    /// <param name="input">The numbers of the rows, of any shape.</param>
    /// <returns>A tensor of shape [..., embeddingDim].</returns>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    [Operator("Embedding")]
    public Tensor Forward(IndexTensor input) => Functional.Embedding(input, Weight, PaddingIndex);

    /// <inheritdoc/>
    protected override void Declare(ModuleMembers members)
    {
        ArgumentNullException.ThrowIfNull(members);
        members.Add("weight", Weight);
    }
}
