namespace Workflow.Compiled.Generators.Tests;

/// <summary>Images in other sizes, and their windows.</summary>
internal static class ScalingBugs
{
    public static readonly ShapeBug[] All =
    [
        new("a decoder that doubles what its encoder halved, of odd images",
            """
            private readonly MaxPool2d _down = new(2);
            private readonly Upsample _up = new(«2→size: (7, 9)»);

            public Tensor Forward([Shape("batch", 3, 7, 9)] Tensor images) => [|Concat([images, _up.Forward(_down.Forward(images))], 1)|];
            """,
            "WFC0010",
            "_up.Forward(_down.Forward(images)) [batch, 3, 6, 8]"),
        new("a factor in single precision, of images of any size",
            """
            private readonly Upsample _smaller = new(«0.6f→0.6», UpsampleMode.Bilinear);

            public Tensor Forward([Shape("batch", 3, "height", "width")] Tensor images) => [|_smaller.Forward(images)|];
            """,
            "WFC0010",
            "_smaller scales what is not known while compiling (images has height) by a factor that gives no whole lengths: 0.600000023841"),
        new("a factor that rounding makes a little too small, of images of any size",
            """
            private readonly Upsample _smaller = new((1, «0.7→0.75»));

            public Tensor Forward([Shape("batch", 3, "height", "width")] Tensor images) => [|_smaller.Forward(images)|];
            """,
            "WFC0010",
            "0.7 is not quite 7/10: of 90 it makes 62"),
        new("the mode of sequences for images",
            """
            private readonly Upsample _up = new(2, UpsampleMode.«Linear→Bilinear»);

            public Tensor Forward([Shape("batch", 3, 7, 9)] Tensor images) => [|_up.Forward(images)|];
            """,
            "WFC0010",
            "_up needs sequences [batch, channels, length] in the mode Linear, but images is [batch, 3, 7, 9]"),
        new("a factor that leaves nothing",
            """
            public Tensor Forward([Shape("batch", 3, 7, 9)] Tensor images) => [|Interpolate(images, «0.1→0.2»)|];
            """,
            "WFC0010",
            "Interpolate makes 0 of the 7 rows of images: nothing is left"),
        new("windows that are folded to images of another size",
            """
            private readonly Unfold _windows = new(3, padding: 1);
            private readonly Fold _images = new((7, 9), 3«→, padding: 1»);

            public Tensor Forward([Shape("batch", 2, 7, 9)] Tensor images) => [|_images.Forward(_windows.Forward(images))|];
            """,
            "WFC0010",
            "_images makes images of 7 x 9, which have 35 windows of 3 x 3, but _windows.Forward(images) [batch, 18, 63] has 63"),
        new("windows of another kernel",
            """
            private readonly Fold _images = new((7, 9), «2→3», padding: 1);

            public Tensor Forward([Shape("batch", 18, 63)] Tensor windows) => [|_images.Forward(windows)|];
            """,
            "WFC0010",
            "_images has windows of 2 x 2, which do not divide the 18 rows of windows [batch, 18, 63]"),
    ];
}
