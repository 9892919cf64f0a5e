using App;
using Workflow.Compiled;

const int Samples = 64, Steps = 500;
const float Learnt = 0.05f; // share of the first loss that may be left

var random = new Random(1);
var (points, sums) = (new Tensor([Samples, 2]), new Tensor([Samples, 1]));
for (var i = 0; i < Samples; i++)
{
    var (x, y) = (random.NextSingle() - 0.5f, random.NextSingle() - 0.5f);
    (points.Span[2 * i], points.Span[(2 * i) + 1], sums.Span[i]) = (x, y, (x * x) + (y * y));
}

var model = new SumOfSquares { Seed = 1 };
var (pass, criterion, optimizer) = (model.CreateTrainingPass(Samples), new MseLoss(), new Adam(model.Parameters, learningRate: 1e-2));
var losses = new List<float>();
for (var step = 0; step < Steps; step++)
{
    losses.Add(criterion.Forward(pass.Forward(points), sums, pass.OutputGradient));
    pass.Backward();
    optimizer.Step(pass.Gradients);
}

Console.WriteLine($"loss {losses[0]:G4}, after {Steps} steps {losses[^1]:G4}");
return losses[^1] < Learnt * losses[0] ? 0 : 1;
