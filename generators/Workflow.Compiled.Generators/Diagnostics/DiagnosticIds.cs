namespace Workflow.Compiled.Generators.Diagnostics;

/// <summary>The ids of all diagnostics; docs/diagnostics has a page for each.</summary>
public static class DiagnosticIds
{
    public const string NotPartial = "WFC0001";
    public const string NotAModule = "WFC0002";
    public const string NoForward = "WFC0003";
    public const string Unsupported = "WFC0004";
    public const string FeatureMismatch = "WFC0005";
    public const string IncompatibleBroadcast = "WFC0006";
    public const string ReshapeChangesCount = "WFC0007";
    public const string InputWithoutShape = "WFC0008";
    public const string OutputContradiction = "WFC0009";
    public const string InvalidArgument = "WFC0010";
    public const string SquareBroadcast = "WFC0011";
    public const string LocalShape = "WFC0012";
    public const string CustomOperator = "WFC0030";
    public const string NoBackward = "WFC0031";
}
