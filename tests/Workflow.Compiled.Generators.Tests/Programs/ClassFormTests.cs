using System.Reflection;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Every form in which C# lets a class be written: compiled as eager.</summary>
public class ClassFormTests
{
    private static readonly Lazy<Assembly> s_forms = new(() => ProgramHarness.Load(ProgramHarness.Build(
        "Tested",
        [
            """
            namespace Forms;

            [CompiledModule]
            public partial class Box<T>(int width) : Module
                where T : struct
            {
                private readonly Linear _layer = new(width, width);

                public Tensor Forward([Shape("rows", "width")] Tensor x) => Tanh(_layer.Forward(x));
            }

            public partial class Outer<TKey, TValue>
                where TKey : notnull
            {
                [CompiledModule]
                public partial class Inner(int width) : Module
                {
                    private readonly Box<int> _box = new(width);
                    private readonly ModuleList<Box<TKey2>> _boxes = new(2, () => new Box<TKey2>(width));

                    public Tensor Forward([Shape("rows", "width")] Tensor x)
                    {
                        foreach (var box in _boxes)
                            x = box.Forward(x);
                        return _box.Forward(x);
                    }
                }

                public struct TKey2;
            }

            [CompiledModule]
            public partial class UsesBoth : Module
            {
                private readonly Box<float> _first = new(6);
                private readonly Outer<string, int>.Inner _second = new(6);

                public Tensor Forward([Shape("batch", 6)] Tensor x) => _second.Forward(_first.Forward(x));
            }
            """,
            """
            namespace Forms;

            public partial class Split
            {
                public Tensor Forward([Shape("batch", 6)] Tensor x) => Twice(_first.Forward(x));
            }

            public partial record struct Holder
            {
                public partial interface IKind
                {
                    [CompiledModule]
                    public partial class Deep : Module
                    {
                        private readonly Linear _layer = new(6, 6);

                        public Tensor Forward([Shape("batch", 6)] Tensor x) => _layer.Forward(x);
                    }
                }
            }
            """,
            """
            namespace Forms;

            [CompiledModule]
            public partial class Split : Module
            {
                private readonly Linear _first;
                public Linear Second { get; }

                public Split(int width)
                {
                    _first = new Linear(6, width);
                    Second = new Linear(_first.OutFeatures, _first.InFeatures);
                }
            }

            public partial class Split
            {
                private Tensor Twice(Tensor x) => Half(Second.Forward(x)) + Half(x.Sum([1], keepDim: true));

                private static Tensor Half(Tensor x) => x * 0.5f;
            }

            [CompiledModule]
            public partial class Locals(int width, bool isDeep) : Module
            {
                private readonly Linear _layer = new(6, width);
                private readonly Linear _back = new(width, 6);

                public Tensor Forward([Shape("batch", 6)] Tensor x)
                {
                    var factor = 0.5f;
                    var turns = 0;
                    for (var i = 0; i < 3; i++)
                    {
                        turns++;
                        turns += i;
                    }

                    return isDeep ? Scale(Run(Run(x))) : Scale(Run(x)) * turns;

                    Tensor Run(Tensor y)
                    {
                        var z = Tanh(_layer.Forward(y));
                        return _back.Forward(z) + x;
                    }

                    Tensor Scale(Tensor y) => y * factor;
                }
            }
            """,
        ])));

    [Theory]
    [InlineData("Forms.UsesBoth")]
    [InlineData("Forms.Split", 5)]
    [InlineData("Forms.Holder+IKind+Deep")]
    [InlineData("Forms.Locals", 4, true)]
    [InlineData("Forms.Locals", 4, false)]
    public void CompiledAgreesWithEager(string type, params object[] arguments) =>
        ProgramHarness.RequireAgreement(ProgramHarness.Create(s_forms.Value, type, arguments), ProgramHarness.Random(4, 6));

    [Fact]
    public void AGenericClassIsAModelOfItsOwn()
    {
        var type = s_forms.Value.GetType("Forms.Box`1", throwOnError: true)!.MakeGenericType(typeof(long));

        ProgramHarness.RequireAgreement((Module)Activator.CreateInstance(type, 6)!, ProgramHarness.Random(4, 6));
    }
}
