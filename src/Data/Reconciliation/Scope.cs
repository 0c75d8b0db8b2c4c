using Gatehouse.Data.Credentials;
using Gatehouse.Data.Policy;

namespace Gatehouse.Data.Reconciliation;

/// <summary>Which rows an edit re-evaluates. Keyed by keys and keyed by users are apart: their cover is asked in two ways.</summary>
public abstract record Scope
{
    private Scope() { }

    /// <summary>All rows keyed by these virtual keys, and by their people (owning user, members of the owning group).</summary>
    public sealed record KeysAndPeople(int[] VirtualKeyIds) : Scope
    {
        public override IReadOnlyList<object> Parameters => [VirtualKeyIds];

        public override Scope Marked() => new KeysAndPeople([-104]);
    }

    /// <summary>What its queries depend on, in a fixed order.</summary>
    public abstract IReadOnlyList<object> Parameters { get; }

    /// <summary>The same scope with marker values, by which <see cref="PartSql"/> finds its parameters.</summary>
    public abstract Scope Marked();

    /// <summary>The rows in scope that are keyed by a virtual key.</summary>
    public IQueryable<T> OfKeys<T>(IQueryable<T> rows) where T : IdentityKeyed => this switch
    {
        KeysAndPeople(var ids) => rows.Where(row => row.VirtualKeyId != null && ids.Contains(row.VirtualKeyId.Value)),
        _ => throw new NotSupportedException(GetType().Name),
    };

    /// <summary>The rows in scope that are keyed by a user.</summary>
    public IQueryable<T> OfUsers<T>(IQueryable<T> rows, PolicyRows policy) where T : IdentityKeyed
    {
        switch (this)
        {
            case KeysAndPeople(var ids):
                var people = policy.PeopleOfKeys().Where(person => ids.Contains(person.VirtualKeyId)).Select(person => person.UserId);
                return rows.Where(row => row.UserId != null && people.Contains(row.UserId.Value));
            default:
                throw new NotSupportedException(GetType().Name);
        }
    }
}
