using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>The documentation of a compiled class lists the shapes of what it computes.</summary>
public class DocumentationTests
{
    [Fact]
    public void TheTableStandsBesideWhatTheUserWrote()
    {
        var (_, compilation) = GeneratorHarness.Generate(GeneratorHarness.Usings + """
            /// <summary>Two layers.</summary>
            [CompiledModule]
            public partial class Net(int depth) : Module
            {
                private readonly Linear _input = new(784, 64);
                private readonly ModuleList<Linear> _layers = new(depth, () => new Linear(64, 64));

                public Tensor Forward([Shape("batch", 784)] Tensor images)
                {
                    var x = Relu(_input.Forward(images));
                    foreach (var layer in _layers)
                        x = layer.Forward(x);
                    return x.Reshape(-1, 8, 8);
                }
            }
            """);

        var documentation = XElement.Parse(compilation.GetTypeByMetadataName("Net")!.GetDocumentationCommentXml(expandIncludes: true)!);

        Assert.Equal("Two layers.", documentation.Element("summary")!.Value);
        Assert.Equal(
            ["images: [batch, 784]", "input: [batch, 64]", "x: [batch, 64]", "layers[i]: x: [batch, 64]", "layers[i]: x2: [batch, 64]", "x2: [batch, 64]", "reshape: [batch, 8, 8]"],
            documentation.Descendants("item").Select(item => $"{item.Element("term")!.Value}: {item.Element("description")!.Value}"));
    }
}
