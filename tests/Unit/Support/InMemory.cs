using System.Linq.Expressions;
using System.Reflection;

namespace Gatehouse.Tests.Unit.Support;

/// <summary>
/// Runs a query over lists at a bearable speed. LINQ's own provider compiles nested queries anew for every row; this one turns the whole
/// expression to <see cref="Enumerable"/> calls, evaluates closed subqueries once, and compiles once. The expression stays the product's.
/// </summary>
public static class InMemory
{
    public static List<T> Run<T>(IQueryable<T> query)
    {
        var body = new Rewriter().Visit(query.Expression);
        return Expression.Lambda<Func<IEnumerable<T>>>(Expression.Convert(body, typeof(IEnumerable<T>))).Compile(preferInterpretation: true)().ToList();
    }

    private sealed class Rewriter : ExpressionVisitor
    {
        private readonly Dictionary<IQueryable, Expression> closed = new(ReferenceEqualityComparer.Instance);

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            // The compiler binds array.Contains to spans, which an interpreted expression cannot hold.
            if (node.Method.DeclaringType == typeof(MemoryExtensions) && node.Arguments[0] is MethodCallExpression { Arguments: [var array] })
                return Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [node.Arguments[1].Type], Visit(array), Visit(node.Arguments[1]));
            if (node.Method.DeclaringType != typeof(Queryable))
                return base.VisitMethodCall(node);
            var arguments = node.Arguments.Select(argument => Visit(argument is UnaryExpression { NodeType: ExpressionType.Quote } quote ? quote.Operand : argument)).ToArray();
            return Expression.Call(Counterpart(node.Method, arguments), arguments);
        }

        protected override Expression VisitConstant(ConstantExpression node) =>
            node.Value is IQueryable query ? Closed(query) : node;

        protected override Expression VisitMember(MemberExpression node)
        {
            if (!typeof(IQueryable).IsAssignableFrom(node.Type))
                return base.VisitMember(node);
            return Closed((IQueryable)Expression.Lambda(node).Compile(preferInterpretation: true).DynamicInvoke()!);
        }

        /// <summary>A subquery that depends on no row: its result, once.</summary>
        private Expression Closed(IQueryable query)
        {
            if (closed.TryGetValue(query, out var known))
                return known;
            var items = query.Expression is ConstantExpression { Value: IQueryable same } && ReferenceEquals(same, query)
                ? Source(query)
                : Expression.Lambda(Visit(query.Expression)).Compile(preferInterpretation: true).DynamicInvoke()!;
            var list = typeof(Enumerable).GetMethod(nameof(Enumerable.ToList))!.MakeGenericMethod(query.ElementType).Invoke(null, [items])!;
            return closed[query] = Expression.Constant(list, typeof(IEnumerable<>).MakeGenericType(query.ElementType));
        }

        private static object Source(IQueryable query) =>
            query.GetType().GetField("_enumerable", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(query)!;

        private static MethodInfo Counterpart(MethodInfo method, Expression[] arguments)
        {
            var candidates = typeof(Enumerable).GetMethods()
                .Where(candidate => candidate.Name == method.Name
                    && candidate.GetParameters().Length == arguments.Length
                    && candidate.GetGenericArguments().Length == method.GetGenericArguments().Length)
                .Select(candidate => candidate.MakeGenericMethod(method.GetGenericArguments()));
            return candidates.First(candidate => candidate.GetParameters()
                .Zip(arguments, (parameter, argument) => parameter.ParameterType.IsAssignableFrom(argument.Type)).All(fits => fits));
        }
    }
}
