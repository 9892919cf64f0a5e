using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>The whole numbers that a class is made with, and how its members reach them.</summary>
internal sealed class Hyperparameters
{
    private readonly Dictionary<ISymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, Hyperparameter> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lists = new(StringComparer.Ordinal);

    public Hyperparameters(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> models, CancellationToken cancellation)
    {
        Constructor = type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared && constructor.DeclaringSyntaxReferences.Length == 1).ToArray() is [var only] ? only : null;
        if (Constructor is null)
            return;
        var syntax = Constructor.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        IsPrimary = syntax is TypeDeclarationSyntax;
        foreach (var parameter in Constructor.Parameters.Where(parameter => IsNumber(parameter.Type) || IsList(parameter.Type)))
            Add(parameter);
        if (syntax is ConstructorDeclarationSyntax && models(syntax.SyntaxTree).GetOperation(syntax, cancellation) is { } body)
            ReadFields(body);
        else
            ReadInitializers(type, models, cancellation);
    }

    /// <summary>The one constructor that is written; null where there are none or several.</summary>
    public IMethodSymbol? Constructor { get; }

    /// <summary>Whether it is a primary constructor, whose parameters members can use.</summary>
    public bool IsPrimary { get; }

    /// <summary>Those whose value members can reach.</summary>
    public IEnumerable<Hyperparameter> Known => _known.Values;

    /// <summary>Whether a name is one of them.</summary>
    public bool IsName(string name) => _known.ContainsKey(name);

    /// <summary>What a parameter of the constructor, or a field that stores one, holds; null for anything else.</summary>
    public Held? Find(ISymbol symbol)
    {
        if (!_names.TryGetValue(symbol, out var name))
            return null;
        return _lists.Contains(name) ? new HeldList(name) : new HeldNumber(Dimension.Symbol(name));
    }

    /// <summary>The symbol of a list's length.</summary>
    public static string LengthOf(string list) => $"{list}.Length";

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType == SpecialType.System_Int32;

    private static bool IsList(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Int32 };

    private void Add(IParameterSymbol parameter)
    {
        _names[parameter] = parameter.Name;
        if (IsList(parameter.Type))
            _lists.Add(parameter.Name);
        if (IsPrimary)
            Reach(parameter.Name, parameter.Name);
    }

    /// <summary>Notes how members reach a parameter, and the length of a list.</summary>
    private void Reach(string name, string access)
    {
        var isList = _lists.Contains(name);
        _known[name] = new Hyperparameter(name, access, isList);
        if (isList)
            _known[LengthOf(name)] = new Hyperparameter(LengthOf(name), $"{access}.Length", IsList: false);
    }

    private void ReadFields(IOperation body)
    {
        foreach (var assignment in body.Descendants().OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IMemberReferenceOperation { Member: var member })
                Note(member, assignment.Value);
        }
    }

    private void ReadInitializers(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> models, CancellationToken cancellation)
    {
        foreach (var member in type.GetMembers().Where(member => member is IFieldSymbol or IPropertySymbol && !member.IsImplicitlyDeclared))
        {
            foreach (var reference in member.DeclaringSyntaxReferences)
            {
                var value = reference.GetSyntax(cancellation) switch
                {
                    VariableDeclaratorSyntax { Initializer.Value: var initializer } => initializer,
                    PropertyDeclarationSyntax { Initializer.Value: var initializer } => initializer,
                    _ => null,
                };
                if (value is not null && models(value.SyntaxTree).GetOperation(value, cancellation) is { } operation)
                    Note(member, operation);
            }
        }
    }

    /// <summary>A field that stores a parameter as it is stands for it.</summary>
    private void Note(ISymbol member, IOperation value)
    {
        var isFixed = member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null or { IsInitOnly: true } };
        if (!isFixed || value is not IParameterReferenceOperation { Parameter: var parameter } || !_names.TryGetValue(parameter, out var name))
            return;
        _names[member] = name;
        Reach(name, member.Name);
    }
}
