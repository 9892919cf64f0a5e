using System.Globalization;

namespace Workflow.Compiled;

/// <summary>Modules that are saved under their numbers.</summary>
internal static class NumberedModules
{
    public static void Declare(ModuleMembers members, IReadOnlyList<Module> modules)
    {
        ArgumentNullException.ThrowIfNull(members);
        for (var index = 0; index < modules.Count; index++)
            members.Add(index.ToString(CultureInfo.InvariantCulture), modules[index]);
    }
}
