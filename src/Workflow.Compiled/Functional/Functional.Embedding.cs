namespace Workflow.Compiled;

/// <content>Rows looked up by number.</content>
public static partial class Functional
{
    /// <summary>For each number the row of a matrix.</summary>
    /// <param name="input">The numbers of the rows, of any shape.</param>
    /// <param name="weight">The matrix, of shape [count, width].</param>
    /// <param name="paddingIndex">The row that training leaves as it is: it gets no gradient; −1 for none.</param>
    /// <returns>A tensor of shape [..., width].</returns>
    /// <exception cref="ArgumentException"><paramref name="weight"/> is no matrix, or there is no such row.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html"/>
    [Operator("Embedding")]
    public static Tensor Embedding(IndexTensor input, Tensor weight, int paddingIndex = -1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Shape.Rank != 2)
            throw new ArgumentException($"weight must be [count, width] but is {weight.Shape}", nameof(weight));
        int count = weight.Shape[0], width = weight.Shape[1];
        if (paddingIndex < -1 || paddingIndex >= count)
            throw new ArgumentOutOfRangeException(nameof(paddingIndex), paddingIndex, $"the padding must be one of the {count} rows, or -1 for none");

        var result = new Tensor([.. input.Shape, width]);
        for (var place = 0; place < input.Shape.ElementCount; place++)
        {
            var row = input.Span[place];
            if (row < 0 || row >= count)
                throw new ArgumentOutOfRangeException(nameof(input), row, $"number {place} of {input.Shape} must be one of 0 to {count - 1}");
            weight.Span.Slice(row * width, width).CopyTo(result.Span[(place * width)..]);
        }

        return result;
    }
}
