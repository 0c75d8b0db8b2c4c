using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gatehouse.Tests.Mutations;

/// <summary>One change of the source that a test should notice.</summary>
/// <param name="Number">Its number, which switches it on.</param>
/// <param name="File">Where.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="What">What stands there in place of what.</param>
internal sealed record Mutant(int Number, string File, int Line, string What);

/// <summary>
/// Puts every mutant of a file behind a switch: <c>(Mutants.Is(7) ? a != b : a == b)</c>. So one build holds them all, and to try the next one costs no build.
/// What is mutated stands in place of the original unmutated, so that the source grows by the number of mutants and no more.
/// </summary>
internal sealed class Mutator(SemanticModel model, string file, IReadOnlySet<int> refused, List<Mutant> mutants) : CSharpSyntaxRewriter
{
    private static readonly Dictionary<SyntaxKind, SyntaxKind> Others = new()
    {
        [SyntaxKind.EqualsExpression] = SyntaxKind.NotEqualsExpression,
        [SyntaxKind.NotEqualsExpression] = SyntaxKind.EqualsExpression,
        [SyntaxKind.LessThanExpression] = SyntaxKind.LessThanOrEqualExpression,
        [SyntaxKind.LessThanOrEqualExpression] = SyntaxKind.LessThanExpression,
        [SyntaxKind.GreaterThanExpression] = SyntaxKind.GreaterThanOrEqualExpression,
        [SyntaxKind.GreaterThanOrEqualExpression] = SyntaxKind.GreaterThanExpression,
        [SyntaxKind.LogicalAndExpression] = SyntaxKind.LogicalOrExpression,
        [SyntaxKind.LogicalOrExpression] = SyntaxKind.LogicalAndExpression,
        [SyntaxKind.AddExpression] = SyntaxKind.SubtractExpression,
        [SyntaxKind.SubtractExpression] = SyntaxKind.AddExpression,
    };

    private static readonly HashSet<string> Narrowing = ["Where", "Concat", "Distinct", "Take", "Union", "Skip", "Except"];

    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => node;

    public override SyntaxNode? VisitParameterList(ParameterListSyntax node) => node;

    public override SyntaxNode? VisitEnumDeclaration(EnumDeclarationSyntax node) => node;

    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node) => node.Modifiers.Any(SyntaxKind.ConstKeyword) ? node : base.VisitFieldDeclaration(node);

    public override SyntaxNode? VisitConstantPattern(ConstantPatternSyntax node) => node;

    public override SyntaxNode? VisitRelationalPattern(RelationalPatternSyntax node) => node;

    public override SyntaxNode? VisitCaseSwitchLabel(CaseSwitchLabelSyntax node) => node;

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var inner = (ExpressionSyntax)base.VisitBinaryExpression(node)!;
        if (!Others.TryGetValue(node.Kind(), out var other) || (node.Kind() is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression && !IsNumber(node)))
            return inner;
        return Switched(node, inner, SyntaxFactory.BinaryExpression(other, node.Left, node.Right));
    }

    public override SyntaxNode? VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        var inner = (ExpressionSyntax)base.VisitPrefixUnaryExpression(node)!;
        return node.IsKind(SyntaxKind.LogicalNotExpression) ? Switched(node, inner, node.Operand) : inner;
    }

    public override SyntaxNode? VisitLiteralExpression(LiteralExpressionSyntax node) => node.Kind() switch
    {
        SyntaxKind.TrueLiteralExpression => Switched(node, node, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression)),
        SyntaxKind.FalseLiteralExpression => Switched(node, node, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression)),
        _ => node,
    };

    public override SyntaxNode? VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        var inner = (ExpressionSyntax)base.VisitConditionalExpression(node)!;
        return node.Condition is IsPatternExpressionSyntax or BinaryExpressionSyntax ? inner
            : Switched(node, inner, SyntaxFactory.ConditionalExpression(node.Condition, node.WhenFalse, node.WhenTrue));
    }

    public override SyntaxNode? VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        var inner = (ExpressionSyntax)base.VisitIsPatternExpression(node)!;
        return Switched(node, inner, SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, SyntaxFactory.ParenthesizedExpression(node)));
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var inner = (ExpressionSyntax)base.VisitInvocationExpression(node)!;
        if (node.Expression is not MemberAccessExpressionSyntax { Name.Identifier.Text: var name, Expression: var source } || !Narrowing.Contains(name)
            || model.GetSymbolInfo(node).Symbol is not IMethodSymbol { IsExtensionMethod: true, ContainingType.Name: "Queryable" or "Enumerable" })
            return inner;
        return Switched(node, inner, source);
    }

    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        var inner = (ExpressionStatementSyntax)base.VisitExpressionStatement(node)!;
        if (node.Expression is AssignmentExpressionSyntax { Left: TupleExpressionSyntax or DeclarationExpressionSyntax } || Declares(node) || Next(node, "removed") is not { } number)
            return inner;
        // In a block of its own: an "else" that follows must not become that of the switch.
        return SyntaxFactory.Block(SyntaxFactory.IfStatement(
            SyntaxFactory.ParseExpression($"!global::Gatehouse.Data.Mutants.Is({number})"), inner.WithoutTrivia().WithLeadingTrivia(SyntaxFactory.Space))).WithTriviaFrom(node);
    }

    private ExpressionSyntax Switched(ExpressionSyntax original, ExpressionSyntax inner, ExpressionSyntax mutated)
    {
        if (Declares(original) || IsConstant(original) || Next(original, mutated.NormalizeWhitespace().ToString()) is not { } number)
            return inner;
        return SyntaxFactory.ParenthesizedExpression(SyntaxFactory.ConditionalExpression(
            SyntaxFactory.ParseExpression($"global::Gatehouse.Data.Mutants.Is({number}) "),
            SyntaxFactory.ParenthesizedExpression(mutated.WithoutTrivia()),
            SyntaxFactory.ParenthesizedExpression(inner.WithoutTrivia()))).WithTriviaFrom(original);
    }

    /// <summary>The number of the next mutant; null: it is refused, made before anything could switch it on, or stands in an expression that EF reads.</summary>
    private int? Next(SyntaxNode node, string what)
    {
        var number = mutants.Count + 1;
        mutants.Add(new Mutant(number, file, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, $"{Short(node.ToString())}  →  {Short(what)}"));
        return refused.Contains(number) || IsMadeOnce(node) || IsInTree(node) || ChangesNothing(node) ? null : number;
    }

    private static string Short(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is var line && line.Length > 110 ? line[..110] + "…" : line;

    /// <summary>It declares a variable that what follows may use: it cannot stand in two places.</summary>
    private static bool Declares(SyntaxNode node) => node.DescendantNodesAndSelf().Any(part => part is SingleVariableDesignationSyntax or DeclarationExpressionSyntax);

    private static bool IsConstant(ExpressionSyntax node) => node.FirstAncestorOrSelf<AttributeSyntax>() is not null || node.FirstAncestorOrSelf<EqualsValueClauseSyntax>()?.Parent is ParameterSyntax;

    private bool IsNumber(ExpressionSyntax node) => model.GetTypeInfo(node).Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double or SpecialType.System_Decimal;

    /// <summary>In the initializer of a static member, outside any lambda: made once, before the run.</summary>
    private static bool IsMadeOnce(SyntaxNode node) => node.Ancestors().TakeWhile(part => part is not LambdaExpressionSyntax).OfType<MemberDeclarationSyntax>().FirstOrDefault() switch
    {
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.StaticKeyword),
        PropertyDeclarationSyntax { Initializer: { } initializer } property => property.Modifiers.Any(SyntaxKind.StaticKeyword) && initializer.Span.Contains(node.Span),
        _ => false,
    };

    /// <summary>
    /// What no test can see, since nothing but time differs: the rehearsal of statements after a start, what is given back at the end, and a read of
    /// rows by id that are then looked up by that id. And the model, which EF makes once in a process, before any mutant is on (a test holds it to the migrations).
    /// </summary>
    private static bool ChangesNothing(SyntaxNode node)
    {
        var method = node.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        return method?.Identifier.Text is "RehearseAsync" or "Dispose" or "DisposeAsync" || method?.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.Identifier.Text == "Rehearsal"
            || method?.ParameterList.Parameters.Any(parameter => parameter.Type?.ToString() is { } type && (type.Contains("ModelBuilder", StringComparison.Ordinal) || type.Contains("EntityTypeBuilder", StringComparison.Ordinal))) == true
            || (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Where" }, ArgumentList.Arguments: [{ Expression: SimpleLambdaExpressionSyntax { Body: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Contains" } } } }] }
                && node.Ancestors().TakeWhile(part => part is InvocationExpressionSyntax or MemberAccessExpressionSyntax).OfType<MemberAccessExpressionSyntax>().Any(part => part.Name.Identifier.Text == "ToDictionaryAsync"));
    }

    /// <summary>Within an expression that somebody else reads, EF above all: it makes other SQL of a choice than of what is chosen, so that tests fail without any mutant.</summary>
    private bool IsInTree(SyntaxNode node) => node.Ancestors().Any(part => part is QueryClauseSyntax or SelectOrGroupClauseSyntax
        || (part is LambdaExpressionSyntax lambda && model.GetTypeInfo(lambda).ConvertedType?.Name == "Expression"));
}
