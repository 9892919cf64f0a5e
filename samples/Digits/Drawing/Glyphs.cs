namespace Digits;

/// <summary>The ways in which people write the ten digits.</summary>
internal static class Glyphs
{
    private static readonly Stroke[][][] Variants =
    [
        [
            [new Stroke().Arc(.5f, .5f, .5f, .5f, 270, 630)],
            [new Stroke().Arc(.5f, .5f, .36f, .5f, 250, 610)],
            [new Stroke().Arc(.5f, .5f, .46f, .5f, 290, 590).To(.62f, .06f)],
        ],
        [
            [new Stroke().To(.5f, 0).To(.5f, 1)],
            [new Stroke().To(.25f, .24f).To(.55f, 0).To(.55f, 1)],
            [new Stroke().To(.2f, .22f).To(.55f, 0).To(.55f, 1), new Stroke().To(.25f, 1).To(.85f, 1)],
        ],
        [
            [new Stroke().Arc(.48f, .28f, .42f, .28f, 195, 400).To(.06f, 1).To(.95f, 1)],
            [new Stroke().Arc(.48f, .28f, .4f, .28f, 180, 410).To(.2f, .9f).Arc(.18f, .88f, .14f, .1f, 90, 340).To(.96f, 1)],
            [new Stroke().To(.1f, .05f).To(.6f, 0).Arc(.55f, .28f, .36f, .26f, 290, 400).To(.05f, .98f).To(.9f, .96f)],
        ],
        [
            [new Stroke().Arc(.42f, .26f, .42f, .26f, 200, 440).To(.35f, .5f).Arc(.42f, .75f, .48f, .25f, 280, 520)],
            [new Stroke().To(.08f, 0).To(.86f, 0).To(.42f, .4f).Arc(.42f, .69f, .46f, .31f, 280, 515)],
            [new Stroke().Arc(.4f, .24f, .36f, .24f, 210, 450).Arc(.4f, .74f, .46f, .26f, 270, 500)],
        ],
        [
            [new Stroke().To(.65f, 0).To(.04f, .66f).To(.98f, .66f), new Stroke().To(.7f, .34f).To(.7f, 1)],
            [new Stroke().To(.18f, 0).To(.1f, .52f).To(.9f, .5f), new Stroke().To(.82f, 0).To(.76f, 1)],
            [new Stroke().To(.7f, 1).To(.7f, 0).To(.05f, .7f).To(.98f, .7f)],
        ],
        [
            [new Stroke().To(.88f, 0).To(.2f, 0).To(.14f, .44f).Arc(.42f, .68f, .46f, .32f, 235, 500)],
            [new Stroke().To(.22f, .02f).To(.16f, .42f).Arc(.4f, .7f, .46f, .3f, 245, 510), new Stroke().To(.22f, .02f).To(.92f, .04f)],
            [new Stroke().To(.8f, .02f).To(.3f, .04f).To(.2f, .45f).To(.6f, .42f).Arc(.5f, .7f, .4f, .28f, 290, 490)],
        ],
        [
            [new Stroke().To(.74f, 0).To(.32f, .3f).To(.12f, .62f).Arc(.5f, .71f, .4f, .29f, 190, 550)],
            [new Stroke().Arc(.66f, .56f, .56f, .56f, 280, 180).Arc(.5f, .72f, .4f, .28f, 180, -170)],
            [new Stroke().To(.4f, 0).To(.12f, .6f).Arc(.46f, .74f, .36f, .26f, 180, -190)],
        ],
        [
            [new Stroke().To(.05f, 0).To(.95f, 0).To(.36f, 1)],
            [new Stroke().To(.05f, .02f).To(.92f, 0).To(.4f, 1), new Stroke().To(.3f, .5f).To(.86f, .48f)],
            [new Stroke().To(.06f, .16f).To(.1f, .02f).To(.9f, 0).To(.55f, .48f).To(.46f, 1)],
        ],
        [
            [new Stroke().Arc(.5f, .24f, .36f, .24f, 90, 450), new Stroke().Arc(.5f, .74f, .46f, .26f, 270, 630)],
            [new Stroke().Arc(.5f, .24f, .38f, .24f, 330, 130).Arc(.5f, .74f, .42f, .26f, 300, 540).To(.75f, .36f).Arc(.5f, .24f, .38f, .24f, 40, -30)],
            [new Stroke().Arc(.5f, .27f, .4f, .27f, 90, 450), new Stroke().Arc(.5f, .77f, .36f, .23f, 270, 630)],
        ],
        [
            [new Stroke().Arc(.48f, .28f, .42f, .28f, 0, -360).To(.84f, .65f).To(.6f, 1)],
            [new Stroke().Arc(.46f, .28f, .4f, .28f, 350, 0).To(.88f, 0).To(.88f, 1)],
            [new Stroke().Arc(.48f, .29f, .4f, .29f, 10, -350).Arc(.42f, .6f, .47f, .4f, -30, 140)],
        ],
    ];

    /// <summary>The strokes of the ways to write a digit.</summary>
    public static IReadOnlyList<IReadOnlyList<Stroke>> Of(int digit) => Variants[digit];
}
