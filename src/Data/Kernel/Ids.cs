namespace Gatehouse.Data.Kernel;

/// <summary>The one place where public ids are made. Surrogate integer keys come from the database.</summary>
public static class Ids
{
    /// <summary>A new public id: time-ordered, 32 hexadecimal digits behind <paramref name="prefix"/>, e.g. <c>vk-0192…</c>.</summary>
    public static string New(string prefix)
    {
#pragma warning disable RS0030 // the one place the ban points to
        return $"{prefix}-{Guid.CreateVersion7():n}";
#pragma warning restore RS0030
    }
}
