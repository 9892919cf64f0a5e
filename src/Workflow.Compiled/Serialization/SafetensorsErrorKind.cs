namespace Workflow.Compiled;

/// <summary>What is wrong with a safetensors file.</summary>
public enum SafetensorsErrorKind
{
    /// <summary>The file ends before the eight bytes of the header's length, or before the header does.</summary>
    Truncated,

    /// <summary>The header is said to be longer than 100,000,000 bytes.</summary>
    HeaderTooLarge,

    /// <summary>The header does not begin with an opening brace.</summary>
    HeaderStart,

    /// <summary>The header is not UTF-8.</summary>
    Encoding,

    /// <summary>The header is not JSON, or not of the form that the format asks for.</summary>
    HeaderFormat,

    /// <summary>A name occurs twice in one object of the header.</summary>
    DuplicateKey,

    /// <summary>The element type of a tensor is unknown.</summary>
    UnknownType,

    /// <summary>A shape has more elements than can be counted.</summary>
    ShapeOverflow,

    /// <summary>The bytes of a tensor are not as many as its type and shape need.</summary>
    SizeMismatch,

    /// <summary>Two tensors share bytes.</summary>
    Overlap,

    /// <summary>Bytes between two tensors, or behind the last, belong to none.</summary>
    Hole,

    /// <summary>A tensor lies, in part or as a whole, behind the end of the file.</summary>
    OutOfFile,
}
