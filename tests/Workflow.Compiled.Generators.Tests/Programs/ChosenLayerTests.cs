using System.Globalization;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Layers that the constructor makes only on a condition, or chooses between.</summary>
public class ChosenLayerTests
{
    private const string Source =
        """
        [CompiledModule]
        public partial class Net(int outputs, int stride, bool isSmooth, bool isWide) : Module, ILayer
        {
            private readonly Conv2d _conv = new(2, outputs, kernelSize: 3, stride: stride, padding: 1);
            private readonly Conv2d? _short = stride != 1 ? new(2, outputs, kernelSize: 1, stride: stride) : null;
            private readonly ILayer _activation = isSmooth ? new Gelu() : new Tanh();
            private readonly Linear _head = isWide ? new(outputs, 6, bias: false) : new(outputs, 3);
            private readonly Parameter? _scale = !isSmooth && isWide ? new Parameter([6], Initializer.Uniform(1, 2)) : null;
            private readonly Module? _unused = isWide ? new Dropout() : null;

            public Tensor Forward([Shape("batch", 2, "height", "width")] Tensor x)
            {
                var y = _conv.Forward(x);
                if (_short is not null)
                    y = y + _short.Forward(x);
                var result = _head.Forward(_activation.Forward(y).Mean([2, 3]));
                return _scale == null ? result : result * _scale;
            }
        }
        """;

    private static readonly Lazy<byte[]> s_program = new(() => ProgramHarness.Build("Tested", Source));

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, true, false)]
    [InlineData(1, false, true)]
    [InlineData(2, true, true)]
    public void EachIsWhatTheConstructorMade(int stride, bool isSmooth, bool isWide)
    {
        var model = ProgramHarness.Create(ProgramHarness.Load(s_program.Value), "Net", 4, stride, isSmooth, isWide);

        ProgramHarness.RequireAgreement(model, ProgramHarness.Random(2, 2, 5, 4));
        Assert.Equal(stride != 1, model.Parameters.Any(parameter => parameter.Name == "short.weight"));
        Assert.Equal(!isWide, model.Parameters.Any(parameter => parameter.Name == "head.bias"));
        Assert.Equal(!isSmooth && isWide, model.Parameters.Any(parameter => parameter.Name == "scale"));
    }

    [Theory]
    [InlineData("_extra!.Forward(x)", "a call of '_extra' where it is null: ask for it before: if (_extra is not null)")]
    [InlineData("isDeep ? x : _extra!.Forward(x)", "a call of '_extra' where it is null")]
    [InlineData("_given.Forward(x)", "how '_given' is made")]
    public async Task WhatMayBeMissingIsAskedForFirst(string body, string message)
    {
        var source =
            $$"""
            [CompiledModule]
            public partial class Net(bool isDeep, ILayer given) : Module
            {
                private readonly Linear? _extra = isDeep ? new(8, 8) : null;
                private readonly ILayer _given = given;

                public Tensor Forward([Shape("batch", 8)] Tensor x) => {{body}};
            }
            """;

        var error = Assert.Single(await GeneratorHarness.Analyze(GeneratorHarness.Usings + source));

        Assert.Equal("WFC0004", error.Id);
        Assert.Contains(message, error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void OppositeConditionsAreOneDecision()
    {
        var text = GeneratorHarness.GenerateOne(
            """
            [CompiledModule]
            public partial class Net(bool isDeep) : Module
            {
                private readonly Linear? _extra = isDeep ? new(8, 8) : null;

                public Tensor Forward([Shape("batch", 8)] Tensor x)
                {
                    if (!isDeep)
                        return Tanh(x);
                    return _extra!.Forward(x);
                }
            }
            """);

        Assert.Contains("class TrainingFrame2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("class TrainingFrame3", text, StringComparison.Ordinal);
    }
}
