using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>Turns calls of custom operators into nodes that hold all that generated code needs to call their methods.</summary>
internal sealed class CustomCallTracer(BodyTrace body)
{
    private ErrorList Errors => body.Module.Errors;

    public Held Trace(IInvocationOperation call)
    {
        if (Declared(call) is not { } declaration || !CheckAccess(call, declaration) || ReadArguments(call, declaration) is not { } arguments)
            return new HeldError();
        var unifier = new ShapeUnifier(arguments.Numbers, body.Facts);
        var misfit = unifier.Unify(declaration.Patterns, [.. arguments.Operands.Select(operand => operand.Value.Shape)]);
        if (misfit >= 0)
            return Misfit(call, declaration, arguments.Operands[misfit], misfit);
        foreach (var (expected, actual) in unifier.Doubts)
            body.Agreement.Assume(expected, actual, $"{declaration.Method.Name} needs two equal lengths, {expected} and {actual}");
        var shape = unifier.Replace(declaration.Result);
        if (shape.Dimensions.Any(length => length.IsConstant && length.ConstantValue < 1))
        {
            Errors.Report(DiagnosticIds.InvalidArgument, call.Syntax.GetLocation(), $"{declaration.Method.Name} would give {shape}, which holds nothing");
            return new HeldError();
        }

        if (!CheckGradient(call, declaration, arguments.Operands))
            return new HeldError();
        var output = body.Graph.Custom(
            Bind(declaration.Forward, arguments),
            declaration is { Backward: { } backward, IsDifferentiable: true } ? Bind(backward, arguments) : null,
            arguments.Operands.Select(operand => operand.Value),
            Naming.CamelCase(declaration.Method.Name),
            shape);
        return new HeldTensor(new Traced(output, call.Syntax.ToString()));
    }

    /// <summary>The operator as it is declared; null where it has errors. Those of this project are reported where it stands.</summary>
    private CustomOperatorDeclaration? Declared(IInvocationOperation call)
    {
        var errors = new ErrorList();
        var declaration = CustomOperatorReader.Read(call.TargetMethod, errors, body.Module.Cancellation);
        if (errors.All.FirstOrDefault() is { } error && !IsOwn(call.TargetMethod))
            Errors.Report(DiagnosticIds.CustomOperator, call.Syntax.GetLocation(), $"{call.TargetMethod.Name} of another assembly cannot be called", error.GetMessage());
        else if (errors.Count > 0)
            Errors.Excuse();
        return declaration;
    }

    /// <summary>Whether generated code, which is in the class of the module, can call the methods.</summary>
    private bool CheckAccess(IInvocationOperation call, CustomOperatorDeclaration declaration)
    {
        var methods = declaration.Backward is { } backward ? new[] { declaration.Forward.Method, backward.Method } : [declaration.Forward.Method];
        var closed = methods.FirstOrDefault(method => !call.SemanticModel!.Compilation.IsSymbolAccessibleWithin(method, body.Module.Type) || method.ContainingType.IsFileLocal);
        return closed is null || Errors.Report(
            DiagnosticIds.CustomOperator,
            call.Syntax.GetLocation(),
            Places(closed),
            $"generated code in {body.Module.Type.Name} cannot call '{closed.Name}' of {closed.ContainingType.Name}",
            IsOwn(closed) ? "make it and its class 'internal'" : "make it and its class 'public'");
    }

    private CustomArguments? ReadArguments(IInvocationOperation call, CustomOperatorDeclaration declaration)
    {
        var operands = new Traced[declaration.Operands.Count];
        var constants = new Dictionary<string, CallArgument>(StringComparer.Ordinal);
        var reader = new CustomConstantReader(body);
        foreach (var argument in call.Arguments)
        {
            var place = declaration.PlaceOf(argument.Parameter!);
            if (place >= 0 && body.Expressions.Tensor(argument.Value) is { } operand)
                operands[place] = operand;
            else if (place < 0 && reader.Read(argument) is { } constant)
                constants[argument.Parameter!.Name] = constant;
            else
                return null;
        }

        return new CustomArguments(call.TargetMethod.ContainingType, operands, constants);
    }

    private HeldError Misfit(IInvocationOperation call, CustomOperatorDeclaration declaration, Traced operand, int place)
    {
        var others = declaration.Operands.Where((_, i) => i != place).Select((other, _) => $"{other.Name} {declaration.Patterns[declaration.PlaceOf(other)]}").ToArray();
        var beside = others.Length == 0 ? "" : $" beside {string.Join(", ", others)}";
        Errors.Report(
            DiagnosticIds.FeatureMismatch,
            call.Syntax.GetLocation(),
            Places(declaration.Operands[place]),
            [new CallTracer(body).Derivation($"{declaration.Method.Name} expects {declaration.Operands[place].Name} {declaration.Patterns[place]}{beside}, but gets {operand.Source} {operand.ShapeText}", [operand])]);
        return new HeldError();
    }

    private bool CheckGradient(IInvocationOperation call, CustomOperatorDeclaration declaration, IReadOnlyList<Traced> operands)
    {
        if (declaration.Backward is not null || !declaration.IsDifferentiable)
            return true;
        var gradients = new GradientTable(body.Graph.Build([]));
        var asking = operands.FirstOrDefault(operand => gradients.IsWanted(operand.Value.Id));
        return asking is null || Errors.Report(DiagnosticIds.NoBackward, call.Syntax.GetLocation(), Places(declaration.Method), declaration.Method.Name, asking.Source);
    }

    /// <summary>Whether something is declared in this project, so that errors can point there.</summary>
    private bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, body.Module.Type.ContainingAssembly);

    private IEnumerable<Location> Places(ISymbol symbol) => IsOwn(symbol) ? [symbol.Locations[0]] : [];

    private static CustomMethod Bind(CustomOperatorMethod method, CustomArguments arguments) => new(
        arguments.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
        method.Method.Name,
        method.Roles.Select(role => role switch
        {
            CustomParameter.Tensor tensor => tensor.Role,
            CustomParameter.Lengths lengths => new CustomArgument.Given(new CallArgument.Lengths(arguments.Operands[lengths.Operand].Value.Shape)),
            CustomParameter.Constant constant => new CustomArgument.Given(arguments.Constants[constant.Name]),
            _ => throw new InvalidOperationException($"a {role.GetType().Name} cannot be passed"),
        }).ToEquatableArray());

    /// <summary>What a custom operator is called with.</summary>
    /// <param name="Type">The class that declares it.</param>
    /// <param name="Operands">The tensors, in the order of the declaration.</param>
    /// <param name="Constants">Everything else, by the name of the parameter.</param>
    private sealed record CustomArguments(INamedTypeSymbol Type, IReadOnlyList<Traced> Operands, IReadOnlyDictionary<string, CallArgument> Constants)
    {
        /// <summary>The whole numbers, which shapes may mention.</summary>
        public IReadOnlyDictionary<string, Dimension> Numbers =>
            Constants.Where(constant => constant.Value is CallArgument.Number).ToDictionary(constant => constant.Key, constant => ((CallArgument.Number)constant.Value).Value);
    }
}
