namespace Workflow.Compiled.Kernels;

/// <summary>The sum of a phase over a rows x columns domain.</summary>
internal static unsafe class PhaseTotal
{
    // Columns of a piece of a row: a multiple of the runs that RowLoop adds in float32.
    private const int Piece = 16 * 1024;

    // Elements from which threads are worth waking.
    private const long Shared = 2 * Piece;

    public static double Of<TPhase>(int rows, int columns, scoped in TPhase phase)
        where TPhase : struct, IRowPhase, allows ref struct
    {
        if (rows == 0 || columns == 0)
            return 0;
        var partials = default(Partials);
        var pieces = ((long)columns + Piece - 1) / Piece;
        var units = rows * pieces;
        var work = new Work<TPhase>
        {
            Phase = phase, Columns = columns, Pieces = pieces, Units = units, Parts = (int)Math.Min(units, Partials.Most), Partials = &partials,
        };
        if ((long)rows * columns >= Shared)
        {
            WorkerPool.Run(work.Parts, in work);
        }
        else
        {
            for (var part = 0; part < work.Parts; part++)
                work.Invoke(part);
        }

        return partials.Sum();
    }

    private ref struct Work<TPhase> : IWork
        where TPhase : struct, IRowPhase, allows ref struct
    {
        public TPhase Phase;
        public int Columns;
        public long Pieces;
        public long Units;
        public int Parts;
        public Partials* Partials;

        public readonly void Invoke(int item)
        {
            double sum = 0;
            for (var unit = Units * item / Parts; unit < Units * (item + 1) / Parts; unit++)
            {
                var (row, piece) = Math.DivRem(unit, Pieces);
                sum += RowLoop.Sum((nint)piece * Piece, (nint)Math.Min(Columns, (piece + 1) * Piece), in Phase, (nint)row);
            }

            (*Partials)[item] = sum;
        }
    }
}
