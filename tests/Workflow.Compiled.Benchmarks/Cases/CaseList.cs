namespace Workflow.Compiled.Benchmarks;

/// <summary>Every case of the race, family by family.</summary>
internal static class CaseList
{
    public static IEnumerable<RaceCase> All =>
    [
        .. GemmCases.All, .. BatchedGemmCases.All, .. LinearCases.All, .. ConvolutionCases.All, .. PoolingCases.All, .. MlpCases.All, .. ProgramCases.All,
        .. ImagePredictionCases.All, .. EpochCases.All, .. PointwiseCases.All, .. ChainCases.All, .. RowCases.All, .. NormCases.All, .. BatchNormCases.All,
        .. LinearCrossEntropyCases.All, .. AdamCases.All,
    ];
}
