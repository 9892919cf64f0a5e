using Workflow.Compiled;
using Workflow.Compiled.Kernels;

namespace ResNet;

/// <summary>Sets of drawn images.</summary>
internal static class DrawnImages
{
    /// <summary>The number of the set to learn from.</summary>
    public const int TrainSet = 0;

    /// <summary>The number of the set to measure with.</summary>
    public const int TestSet = 1;

    /// <summary>Draws images, on all threads; each depends on seed, set and its own number alone.</summary>
    public static ImageDataset Draw(int count, ulong seed, int set)
    {
        var pixels = new byte[count * ImagePainter.ImageLength];
        var labels = new byte[count];
        WorkerPool.Run((count + DrawPart.Length - 1) / DrawPart.Length, new DrawPart(pixels, labels, seed, set));
        return new ImageDataset(pixels, labels, ImagePainter.ImageShape, ImagePainter.ClassNames.Count, new Normalization(.5f, .25f));
    }

    private readonly struct DrawPart(byte[] pixels, byte[] labels, ulong seed, int set) : IWork
    {
        public const int Length = 32;

        public void Invoke(int part)
        {
            var end = Math.Min((part + 1) * Length, labels.Length);
            for (var i = part * Length; i < end; i++)
            {
                labels[i] = (byte)(i % ImagePainter.ClassNames.Count);
                ImagePainter.Draw(labels[i], new PhiloxKey(seed, i, set), pixels.AsSpan(i * ImagePainter.ImageLength, ImagePainter.ImageLength));
            }
        }
    }
}
