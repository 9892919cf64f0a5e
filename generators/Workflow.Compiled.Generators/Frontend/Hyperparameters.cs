using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>The numbers that a class is made with, and how its members reach them.</summary>
internal sealed class Hyperparameters
{
    private readonly Dictionary<ISymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, Hyperparameter> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lists = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public Hyperparameters(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> models, CancellationToken cancellation)
    {
        Constructor = type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared && constructor.DeclaringSyntaxReferences.Length == 1).ToArray() is [var only] ? only : null;
        if (Constructor is null)
            return;
        var syntax = Constructor.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        IsPrimary = syntax is TypeDeclarationSyntax;
        foreach (var parameter in Constructor.Parameters.Where(parameter => IsNumber(parameter.Type) || IsReal(parameter.Type) || IsList(parameter.Type)))
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

    /// <summary>What is known of them on the path that is traced.</summary>
    public Facts Path { get; set; } = new();

    /// <summary>Whether a name is that of a parameter of the constructor, or of the length of one.</summary>
    public bool IsParameter(string name) => Constructor is not null && Constructor.Parameters.Any(parameter => name == parameter.Name || name == LengthOf(parameter.Name));

    /// <summary>Whether a name is one of them.</summary>
    public bool IsName(string name) => _known.ContainsKey(name);

    /// <summary>What a parameter of the constructor, or a field that stores one, holds; null for anything else.</summary>
    public Held? Find(ISymbol symbol)
    {
        if (!_names.TryGetValue(symbol, out var name))
            return null;
        if (_reals.Contains(name))
            return _known.TryGetValue(name, out var real) ? new HeldReal(Used(real)) : null;
        if (_lists.Contains(name))
            return new HeldList(name);
        var number = Dimension.Symbol(name);
        return new HeldNumber(Path.Given(number) is { IsConstant: true } given ? given : number);
    }

    /// <summary>Whether an expression that is no length mentions one of them.</summary>
    public bool IsUsed(string name) => _used.Contains(name);

    /// <summary>A whole number as C# over <c>model</c> and the indices of loops; null where members cannot reach what it depends on.</summary>
    public string? ToCSharp(Dimension number) => number.Symbols.Any(symbol => !IsName(symbol) && !Dimension.IsIndex(symbol))
        ? null
        : number.ToCSharp(symbol => _known.TryGetValue(symbol, out var known) ? Used(known) : symbol);

    /// <summary>The symbol of a list's length.</summary>
    public static string LengthOf(string list) => $"{list}.Length";

    private string Used(Hyperparameter hyperparameter)
    {
        _used.Add(hyperparameter.Name);
        return $"model.{hyperparameter.Member}";
    }

    private static bool IsReal(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType == SpecialType.System_Int32;

    private static bool IsList(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Int32 };

    private void Add(IParameterSymbol parameter)
    {
        _names[parameter] = parameter.Name;
        if (IsList(parameter.Type))
            _lists.Add(parameter.Name);
        if (IsReal(parameter.Type))
            _reals.Add(parameter.Name);
        if (IsPrimary)
            Reach(parameter.Name, parameter.Name);
    }

    /// <summary>Notes how members reach a parameter, and the length of a list.</summary>
    private void Reach(string name, string access)
    {
        var isList = _lists.Contains(name);
        _known[name] = new Hyperparameter(name, access, isList, _reals.Contains(name));
        if (isList)
            _known[LengthOf(name)] = new Hyperparameter(LengthOf(name), $"{access}.Length", IsList: false, IsReal: false);
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

    /// <summary>Finds what only layers hold: <c>_hidden.OutFeatures</c>.</summary>
    public void ReachThrough(LayerTable layers)
    {
        foreach (var layer in layers.Members.Select(layers.Find).Where(layer => layer?.Creation is not null))
        {
            foreach (var argument in layer!.Creation!.Arguments)
            {
                if (argument.Value is IParameterReferenceOperation { Parameter: var parameter } && _names.TryGetValue(parameter, out var name) && !IsName(name) && IsNumber(parameter.Type)
                    && PropertyOf(layer.Type, argument.Parameter!) is { } property)
                {
                    Reach(name, $"{layer.Access}.{property}");
                }
            }
        }
    }

    private static string? PropertyOf(ITypeSymbol layer, IParameterSymbol parameter) => layer.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property =>
        KnownTypes.IsOfApi(layer) && property.DeclaredAccessibility == Accessibility.Public && Naming.CamelCase(property.Name) == parameter.Name
        && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type))?.Name;

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
