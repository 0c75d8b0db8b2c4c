using System.Buffers.Text;
using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Data.Reads;

/// <summary>A page, and the cursor of the next one; null: this is the last.</summary>
internal sealed record KeysetPage<T>(T[] Rows, string? Next);

/// <summary>A cursor that is not one of this list.</summary>
public sealed class WrongCursorException() : Exception("The cursor is not the next_cursor of a page of this list. Leave it out for the first page.");

/// <summary>
/// Pages of an ordered query that start behind a row, not behind a number of rows: rows that come and go meanwhile make no other row skipped or
/// seen twice. The keys are those the query is ordered by; the last one tells rows apart, and none is null.
/// </summary>
public static class Keyset
{
    // What a DateTimeOffset can hold, in milliseconds since 1970.
    private const long FirstMillisecond = -62_135_596_800_000;
    private const long LastMillisecond = 253_402_300_799_999;

    internal static async Task<KeysetPage<T>> PageAsync<T>(this IQueryable<T> ordered, Window window, CancellationToken cancellation)
    {
        var keys = Keys(ordered.Expression);
        var rows = window.After is { } after ? ordered.Where(Behind<T>(keys, Values(after, keys))) : ordered.Skip(window.Skip);
        // One row more says whether there is another page.
        var found = await rows.Take(window.Take + 1).Select(WithKeys<T>(keys)).ToArrayAsync(cancellation);
        var page = found.Take(window.Take).ToArray();
        return new([.. page.Select(row => row.Row)], found.Length > page.Length ? Cursor([.. page[^1].Keys.Select(Plain)]) : null);
    }

    /// <summary>A page of a list in memory, by name; equal names stand by id, so that the row that a cursor names need not be there any more.</summary>
    public static Paged<T> Page<T>(IReadOnlyList<T> list, Window window, Func<T, string> name, Func<T, string> id)
    {
        T[] behind = [.. list.OrderBy(name, Folding.Comparer).ThenBy(id, StringComparer.Ordinal)];
        if (window.After is { } after)
        {
            if (Read(after) is not [{ ValueKind: JsonValueKind.String } nameOfLast, { ValueKind: JsonValueKind.String } idOfLast])
                throw new WrongCursorException();
            var (lastName, lastId) = (Text(nameOfLast), Text(idOfLast));
            behind = [.. behind.SkipWhile(row => Folding.Comparer.Compare(name(row), lastName) is var order && (order < 0 || (order == 0 && string.CompareOrdinal(id(row), lastId) <= 0)))];
        }
        var page = behind.Take(window.Take).ToArray();
        return new(page, list.Count) { Next = page.Length < behind.Length ? Cursor(name(page[^1]), id(page[^1])) : null };
    }

    /// <summary>A cursor for a row with these keys, as text that an address takes.</summary>
    public static string Cursor(params object?[] keys) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(keys));

    /// <summary>The keys of a cursor.</summary>
    /// <exception cref="WrongCursorException">It is none.</exception>
    public static JsonElement[] Read(string cursor)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement[]>(Base64Url.DecodeFromChars(cursor)) ?? throw new WrongCursorException();
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            throw new WrongCursorException();
        }
    }

    private static List<(LambdaExpression Key, bool Descends)> Keys(Expression query)
    {
        List<(LambdaExpression, bool)> keys = [];
        for (var at = query as MethodCallExpression; at is { Method.Name: "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" }; at = at.Arguments[0] as MethodCallExpression)
        {
            keys.Insert(0, ((LambdaExpression)((UnaryExpression)at.Arguments[1]).Operand, at.Method.Name.EndsWith("Descending", StringComparison.Ordinal)));
            if (at.Method.Name.StartsWith("OrderBy", StringComparison.Ordinal))
                return keys;
        }
        throw new InvalidOperationException("A page needs an order.");
    }

    // Behind (a, b): a comes later, or a is the same and b comes later.
    private static Expression<Func<T, bool>> Behind<T>(List<(LambdaExpression Key, bool Descends)> keys, object[] values)
    {
        var row = Expression.Parameter(typeof(T), "row");
        BinaryExpression? behind = null;
        for (var at = keys.Count - 1; at >= 0; at--)
        {
            var key = Of(keys[at].Key, row);
            var value = Parameter(key.Type, values[at]);
            var later = keys[at].Descends ? Later(value, key) : Later(key, value);
            behind = behind is null ? later : Expression.OrElse(later, Expression.AndAlso(Expression.Equal(key, value), behind));
        }
        return Expression.Lambda<Func<T, bool>>(behind!, row);
    }

    // Of false and true, true comes later; words of an enum come in the order of their numbers.
    private static BinaryExpression Later(Expression one, Expression than) => one.Type switch
    {
        var text when text == typeof(string) => Expression.GreaterThan(Expression.Call(typeof(string), nameof(string.Compare), null, one, than), Expression.Constant(0)),
        var flag when flag == typeof(bool) => Expression.AndAlso(one, Expression.Not(than)),
        { IsEnum: true } => Expression.GreaterThan(Expression.Convert(one, typeof(int)), Expression.Convert(than, typeof(int))),
        _ => Expression.GreaterThan(one, than),
    };

    private static Expression<Func<T, Keyed<T>>> WithKeys<T>(List<(LambdaExpression Key, bool Descends)> keys)
    {
        var row = Expression.Parameter(typeof(T), "row");
        return Expression.Lambda<Func<T, Keyed<T>>>(Expression.MemberInit(Expression.New(typeof(Keyed<T>)),
            Expression.Bind(typeof(Keyed<T>).GetProperty(nameof(Keyed<>.Row))!, row),
            Expression.Bind(typeof(Keyed<T>).GetProperty(nameof(Keyed<>.Keys))!,
                Expression.NewArrayInit(typeof(object), keys.Select(key => Expression.Convert(Of(key.Key, row), typeof(object)))))), row);
    }

    private static Expression Of(LambdaExpression key, ParameterExpression row) => new Replacing(key.Parameters[0], row).Visit(key.Body);

    private static object[] Values(string cursor, List<(LambdaExpression Key, bool Descends)> keys)
    {
        var read = Read(cursor);
        return read.Length == keys.Count ? [.. keys.Select((key, at) => Value(key.Key.ReturnType, read[at]))] : throw new WrongCursorException();
    }

    private static object Value(Type type, JsonElement value) => (value.ValueKind, Type.GetTypeCode(type)) switch
    {
        (JsonValueKind.String, TypeCode.String) => Text(value),
        (JsonValueKind.Number, TypeCode.Int32) when type.IsEnum && value.TryGetInt32(out var number) => Enum.ToObject(type, number),
        (JsonValueKind.Number, TypeCode.Int32) when value.TryGetInt32(out var number) => number,
        (JsonValueKind.Number, TypeCode.Int64) when value.TryGetInt64(out var number) => number,
        (JsonValueKind.Number, TypeCode.Boolean) when value.TryGetInt32(out var number) => number != 0,
        (JsonValueKind.Number, TypeCode.Object) when type == typeof(DateTimeOffset) && value.TryGetInt64(out var number) && number is >= FirstMillisecond and <= LastMillisecond => DateTimeOffset.FromUnixTimeMilliseconds(number),
        _ => throw new WrongCursorException(),
    };

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text.
            throw new WrongCursorException();
        }
    }

    private static object? Plain(object? key) => key switch
    {
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        Enum word => Convert.ToInt32(word, System.Globalization.CultureInfo.InvariantCulture),
        bool flag => flag ? 1 : 0,
        _ => key,
    };

    // Through a holder, so that EF makes a parameter of it and keeps one statement for all cursors.
    private static MemberExpression Parameter(Type type, object value)
    {
        var holder = Activator.CreateInstance(typeof(Holder<>).MakeGenericType(type), value)!;
        return Expression.Property(Expression.Constant(holder), nameof(Holder<>.Value));
    }

    private sealed class Holder<T>(T value)
    {
        public T Value { get; } = value;
    }

    private sealed class Keyed<T>
    {
        public required T Row { get; init; }

        public required object[] Keys { get; init; }
    }

    private sealed class Replacing(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
