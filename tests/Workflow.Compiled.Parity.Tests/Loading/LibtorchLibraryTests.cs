using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

public class LibtorchLibraryTests
{
    [LibtorchFact]
    public void Libtorch_computes()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();

        var product = torch.matmul(torch.ones(2, 3), torch.ones(3, 4));

        Assert.Equal(Enumerable.Repeat(3f, 8), product.data<float>());
    }
}
