using Microsoft.CodeAnalysis;

namespace Workflow.Compiled.CodeFixes;

/// <summary>What PyTorch's functions are called here: the same in PascalCase, but for a few that have another name.</summary>
internal static class PyTorchNames
{
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["view"] = "Reshape",
        ["cat"] = "Concat",
        ["mm"] = "MatMul",
        ["bmm"] = "MatMul",
        ["matmul"] = "MatMul",
        ["mul"] = "Multiply",
        ["amax"] = "Max",
        ["amin"] = "Min",
        ["mse_loss"] = "MseLoss",
        ["binary_cross_entropy_with_logits"] = "BceWithLogits",
        ["layer_norm"] = "LayerNorm",
    };

    /// <summary>The member of a type that PyTorch calls by a name; null where there is none.</summary>
    public static string? Find(ITypeSymbol? type, string name)
    {
        var wanted = Others.TryGetValue(name, out var other) ? other : name.Replace("_", "");
        return type?.GetMembers().FirstOrDefault(member =>
            member is { DeclaredAccessibility: Accessibility.Public, CanBeReferencedByName: true } && string.Equals(member.Name, wanted, StringComparison.OrdinalIgnoreCase) && member.Name != name)?.Name;
    }
}
