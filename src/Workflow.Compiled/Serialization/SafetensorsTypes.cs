namespace Workflow.Compiled;

/// <summary>The element types of the format.</summary>
internal static class SafetensorsTypes
{
    /// <summary>The type that parameters have.</summary>
    public const string Float32 = "F32";

    /// <summary>The type that counters have.</summary>
    public const string Int64 = "I64";

    private static readonly Dictionary<string, int> BitsByName = new(StringComparer.Ordinal)
    {
        ["F4"] = 4, ["F6_E2M3"] = 6, ["F6_E3M2"] = 6,
        ["BOOL"] = 8, ["U8"] = 8, ["I8"] = 8, ["F8_E5M2"] = 8, ["F8_E4M3"] = 8, ["F8_E8M0"] = 8,
        ["I16"] = 16, ["U16"] = 16, ["F16"] = 16, ["BF16"] = 16,
        ["I32"] = 32, ["U32"] = 32, [Float32] = 32,
        [Int64] = 64, ["U64"] = 64, ["F64"] = 64, ["C64"] = 64,
    };

    /// <summary>The bits of one element.</summary>
    public static bool TryGetBits(string type, out int bits) => BitsByName.TryGetValue(type, out bits);
}
