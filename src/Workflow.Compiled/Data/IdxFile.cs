namespace Workflow.Compiled;

/// <summary>The contents of an IDX file of unsigned bytes.</summary>
/// <param name="Path">The file.</param>
/// <param name="Shape">The lengths of the axes, outermost first.</param>
/// <param name="Bytes">The elements in row-major order.</param>
public sealed record IdxFile(string Path, Shape Shape, byte[] Bytes);
