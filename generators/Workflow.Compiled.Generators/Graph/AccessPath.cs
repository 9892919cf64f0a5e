namespace Workflow.Compiled.Generators.Graphs;

/// <summary>How a class reaches what it holds: <c>_hidden.Weight</c>, <c>_blocks[{i}]</c>, and with casts in front <c>((Linear)_net[0]).Weight</c>; what may be null has a <c>!</c> behind it.</summary>
internal static class AccessPath
{
    /// <summary>The same from outside of the class.</summary>
    public static string From(string instance, string access)
    {
        var member = MemberOf(access);
        return $"{access.Substring(0, member)}{instance}.{access.Substring(member)}";
    }

    /// <summary>The member of the class that a path begins with.</summary>
    public static string RootOf(string access)
    {
        var path = access.Substring(MemberOf(access));
        var end = path.IndexOfAny(['.', '[', '!', ')']);
        return end < 0 ? path : path.Substring(0, end);
    }

    /// <summary>As in a state dictionary: <c>hidden.weight</c>.</summary>
    public static string StateName(string access)
    {
        var parts = access.Substring(MemberOf(access)).Replace(")", "").Replace("!", "").Split('.').Select(part => part.TrimStart('_'));
        return string.Join(".", parts.Select(part => char.ToLowerInvariant(part[0]) + part.Substring(1)));
    }

    /// <summary>Where the member begins, behind casts.</summary>
    private static int MemberOf(string access)
    {
        var start = 0;
        while (start < access.Length && access[start] == '(')
            start = access.IndexOf(')', start) + 1;
        return start;
    }
}
