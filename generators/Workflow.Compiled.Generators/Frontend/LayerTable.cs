using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>The modules, parameters and buffers of a class, and the constructor call that makes each: in the initialiser, or in the one constructor.</summary>
internal sealed class LayerTable
{
    private readonly Dictionary<ISymbol, Layer> _layers = new(SymbolEqualityComparer.Default);
    private readonly List<ISymbol> _stateful = [];
    private readonly Lazy<OwnMembers> _own;

    public LayerTable(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> models, CancellationToken cancellation)
    {
        _own = new(() => new OwnMembers(type, cancellation));
        var stored = new HashSet<ISymbol>(type.GetMembers().OfType<IFieldSymbol>().Select(field => field.AssociatedSymbol).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        foreach (var member in type.GetMembers())
        {
            cancellation.ThrowIfCancellationRequested();
            var memberType = member switch
            {
                IFieldSymbol { IsStatic: false, AssociatedSymbol: null } field => field.Type,
                IPropertySymbol { IsStatic: false, IsIndexer: false } property when stored.Contains(property) => property.Type,
                _ => null,
            };
            // A half-typed declaration has members without names.
            if (member.Name.Length > 0 && (KnownTypes.IsModule(memberType) || KnownTypes.IsLayer(memberType) || KnownTypes.IsParameter(memberType) || KnownTypes.IsTensorBuffer(memberType)))
                Add(member, memberType!, Initializer(member, models, cancellation));
        }

        ReadConstructor(type, models, cancellation);
    }

    /// <summary>The fields and properties that hold them, in the order of their declaration.</summary>
    public IEnumerable<ISymbol> Members => _stateful.OrderBy(member => member.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(member => member.Locations[0].SourceSpan.Start);

    /// <summary>What a field or property holds; null where it holds none of them.</summary>
    public Layer? Find(ISymbol member) => _layers.TryGetValue(member, out var layer) ? layer : null;

    /// <summary>A member as the back end knows it.</summary>
    public MemberModel ModelOf(ISymbol member) => new(member.Name, KnownTypes.StateNameOf(member), _layers[member].IsFrozen)
    {
        IsInterface = KnownTypes.IsLayer(member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type),
        IsOptional = _layers[member].IsOptional,
        IsOwn = _own.Value.Contains(member),
    };

    private void Add(ISymbol member, ITypeSymbol type, IOperation? initializer)
    {
        _stateful.Add(member);
        _layers[member] = new Layer(member.Name, member.Name, type, null, new Scope(), member.Locations[0])
        {
            IsBroken = IsBroken(initializer),
            IsFrozen = KnownTypes.Has(member, "FrozenAttribute"),
            IsCheckpointed = KnownTypes.Has(member, "CheckpointAttribute"),
        }.MadeBy(initializer);
    }

    /// <summary>Whether the C# compiler has an error of its own in how a layer is made.</summary>
    private static bool IsBroken(IOperation? value) => value?.DescendantsAndSelf().Any(part => part is IInvalidOperation) == true;

    private static IOperation? Initializer(ISymbol member, Func<SyntaxTree, SemanticModel> models, CancellationToken cancellation)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var value = reference.GetSyntax(cancellation) switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var initializer } => initializer,
                PropertyDeclarationSyntax { Initializer.Value: var initializer } => initializer,
                _ => null,
            };
            if (value is not null)
                return models(value.SyntaxTree).GetOperation(value, cancellation);
        }

        return null;
    }

    private void ReadConstructor(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> models, CancellationToken cancellation)
    {
        var written = type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared).ToArray();
        if (written.Length != 1 || written[0].DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not ConstructorDeclarationSyntax syntax)
            return;
        if (models(syntax.SyntaxTree).GetOperation(syntax, cancellation) is not IConstructorBodyOperation body)
            return;
        foreach (var assignment in body.Descendants().OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IMemberReferenceOperation { Member: var member } && _layers.TryGetValue(member, out var layer))
                _layers[member] = layer.MadeBy(assignment.Value) with { IsBroken = IsBroken(assignment.Value) };
        }
    }
}
