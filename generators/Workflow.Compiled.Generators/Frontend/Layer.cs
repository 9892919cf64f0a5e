using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>A module that a class holds.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Access">The C# expression by which members of the class reach it; the index of a loop is in braces.</param>
/// <param name="Type">Its type.</param>
/// <param name="Creation">The constructor call that makes it; null where none is to be seen.</param>
/// <param name="Scope">What the parameters of a lambda around the creation hold.</param>
/// <param name="Place">Where it is declared.</param>
internal sealed record Layer(string Name, string Access, ITypeSymbol Type, IObjectCreationOperation? Creation, Scope Scope, Location Place)
{
    /// <summary>The choice by which the constructor makes one layer, another one, or none; null where it makes it in any case.</summary>
    public IConditionalOperation? Choice { get; init; }

    /// <summary>Whether the member holds null on the path that is traced.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>Whether the member may hold null.</summary>
    public bool IsOptional => Choice is { WhenFalse: { } otherwise } choice && (IsNull(choice.WhenTrue) || IsNull(otherwise));

    /// <summary>Whether the C# compiler reports an error in how it is made.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Whether its parameters are not trained.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether its activations are computed again in the backward pass.</summary>
    public bool IsCheckpointed { get; init; }

    /// <summary>The number of modules in a list; null for any other module.</summary>
    public IOperation? Count => KnownTypes.IsModuleList(Type) && Creation?.Arguments is [{ Value: var count }, { Value: IDelegateCreationOperation }] ? count : null;

    /// <summary>Where the layer is made.</summary>
    public Location Location => Creation?.Syntax.GetLocation() ?? Place;

    /// <summary>The modules of a list or a chain that are written out; null where there are none.</summary>
    public IReadOnlyList<IObjectCreationOperation>? Written => Creation?.Arguments is [{ Value: var value }] ? Elements(value) : null;

    /// <summary>The layer as an expression makes it, behind conversions.</summary>
    public Layer MadeBy(IOperation? made)
    {
        var creation = CreationOf(made);
        var type = creation?.Type ?? Type;
        return this with { Creation = creation, Choice = ChoiceOf(made), Type = type, Access = Cast(Type, type, Access) };
    }

    /// <summary>The layer that a choice makes.</summary>
    public Layer Chosen(bool isTrue)
    {
        var made = isTrue ? Choice!.WhenTrue : Choice!.WhenFalse!;
        var member = IsOptional ? this with { Access = $"{Access}!" } : this;
        return member.MadeBy(made) with { IsAbsent = IsNull(made) };
    }

    /// <summary>A module of a list that a lambda makes; null for any other list.</summary>
    /// <param name="index">What the lambda's parameter holds.</param>
    /// <param name="access">The index as C#.</param>
    public Layer? MadeElement(Held index, string access)
    {
        if (Creation?.Arguments is not [_, { Value: IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } }])
            return null;
        var scope = new Scope();
        if (lambda.Symbol.Parameters is [var parameter])
            scope[parameter] = index;
        var made = lambda.Body.Descendants().OfType<IReturnOperation>().Select(returned => CreationOf(returned.ReturnedValue)).FirstOrDefault();
        return made is null ? null : this with { Access = $"{Access}[{access}]", Type = made.Type!, Creation = made, Scope = scope };
    }

    /// <summary>A module of a list or a chain that is written out.</summary>
    public Layer WrittenElement(int index, IObjectCreationOperation made)
    {
        var type = made.Type!;
        return this with { Name = $"{Name}{index}", Access = Cast(ElementType, type, $"{Access}[{index}]"), Type = type, Creation = made };
    }

    /// <summary>The creation in an expression, behind conversions.</summary>
    public static IObjectCreationOperation? CreationOf(IOperation? operation) => operation switch
    {
        IObjectCreationOperation creation => creation,
        IConversionOperation { Operand: var operand } => CreationOf(operand),
        _ => null,
    };

    /// <summary>Whether an expression is the literal null, behind conversions.</summary>
    public static bool IsNull(IOperation operation) =>
        operation is { ConstantValue: { HasValue: true, Value: null } } || (operation is IConversionOperation { Operand: var operand } && IsNull(operand));

    private static IConditionalOperation? ChoiceOf(IOperation? operation) => operation switch
    {
        IConditionalOperation choice => choice,
        IConversionOperation { Operand: var operand } => ChoiceOf(operand),
        _ => null,
    };

    /// <summary>An expression of a declared type as what it holds.</summary>
    private static string Cast(ITypeSymbol? declared, ITypeSymbol held, string access) => SymbolEqualityComparer.Default.Equals(declared, held)
        ? access
        : $"(({held.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}){access})";

    private ITypeSymbol? ElementType => Type is INamedTypeSymbol { TypeArguments: [var element] } ? element : null;

    private static IReadOnlyList<IObjectCreationOperation>? Elements(IOperation value)
    {
        var elements = value switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            ICollectionExpressionOperation collection => collection.Elements,
            _ => (IEnumerable<IOperation>)[],
        };
        var made = elements.Select(CreationOf).ToArray();
        return made.Length == 0 || made.Any(creation => creation is null) ? null : [.. made.Select(creation => creation!)];
    }
}
