using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Numbers that are known when the model is made: constructor values of every type, what layers were made with, and expressions of them.</summary>
public class NumberTests
{
    [Fact]
    public void RealNumbersOfTheConstructorAreAttributesAndFactors()
    {
        var assembly = ProgramHarness.Load(ProgramHarness.Build(
            "Tested",
            """
            using System;

            [CompiledModule]
            public partial class Primary(int width, float slope, double eps, bool hasBias, float rate) : Module
            {
                private readonly Linear _hidden = new(6, width, hasBias);
                private readonly LeakyRelu _leaky = new(slope);
                private readonly LayerNorm _norm = new(width, (float)eps);
                private readonly Dropout _drop = new(rate);
                private readonly ModuleList<LeakyRelu> _more = new(2, i => new LeakyRelu(slope * (i + 1)));
                private readonly Linear _output = new(width, 3);

                public Tensor Forward([Shape("batch", 6)] Tensor x)
                {
                    var scale = 1f / MathF.Sqrt(width);
                    const float Half = 0.5f;
                    var two = 2;
                    x = x.Reshape(x.Shape[0], x.Shape[^1] / 2, x.Shape.Rank).Flatten(1);
                    x = _drop.Forward(_norm.Forward(_leaky.Forward(_hidden.Forward(x)))) * scale + x.Mean([1], keepDim: true) * (float)eps * two;
                    foreach (var leaky in _more)
                        x = leaky.Forward(x) / (1f + slope) - Half * width;
                    x = Elu(x, slope) + Clamp(x, -slope, slope) + Maximum(x, slope);
                    return _output.Forward(x) * (float)(1.0 / _output.InFeatures);
                }
            }

            [CompiledModule]
            public partial class Stored : Module
            {
                private readonly float _scale;
                private readonly double _slope;
                private readonly Linear _hidden;
                private readonly Linear _output;

                public Stored(int width, float scale, double slope)
                {
                    _scale = scale;
                    _slope = slope;
                    _hidden = new Linear(6, width);
                    _output = new Linear(_hidden.OutFeatures, 3);
                }

                public Tensor Forward([Shape("batch", 6)] Tensor x) => _output.Forward(LeakyRelu(_hidden.Forward(x), (float)_slope) * _scale) + Sum(x) * (1f / _hidden.OutFeatures);

                private static Tensor Sum(Tensor x) => x.Sum([1], keepDim: true);
            }
            """));

        ProgramHarness.RequireAgreement(ProgramHarness.Create(assembly, "Primary", 8, 0.2f, 1e-3, true, 0f), ProgramHarness.Random(4, 6));
        ProgramHarness.RequireAgreement(ProgramHarness.Create(assembly, "Primary", 5, 0.01f, 0.1, false, 0f), ProgramHarness.Random(4, 6));
        ProgramHarness.RequireAgreement(ProgramHarness.Create(assembly, "Stored", 8, 0.7f, 0.3), ProgramHarness.Random(4, 6));
    }

    [Fact]
    public void TheRateOfDropoutIsThatOfTheModel()
    {
        var assembly = ProgramHarness.Load(ProgramHarness.Build(
            "Tested",
            "[CompiledModule] public partial class Net(float rate) : Module { private readonly Dropout _drop = new(rate); public Tensor Forward([Shape(\"batch\", 1000)] Tensor x) => _drop.Forward(x); }"));

        foreach (var rate in new[] { 0.1f, 0.6f })
        {
            var trained = ProgramHarness.Create(assembly, "Net", rate).CreateTrainingPass(1).Forward(ProgramHarness.Random(1, 1000)).Span.ToArray();
            Assert.InRange(trained.Count(value => value == 0) / 1000f, rate - 0.05f, rate + 0.05f);
        }
    }

    [Fact]
    public void GeneratedCodeNamesThem() => Assert.Contains(
        "Scale = (float)(model.ScaleHyperparameter);",
        GeneratorHarness.GenerateOne("[CompiledModule] public partial class Net(float scale) : Module { public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => x * scale; }"),
        StringComparison.Ordinal);
}
