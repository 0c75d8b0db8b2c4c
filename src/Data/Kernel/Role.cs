namespace Gatehouse.Data.Kernel;

/// <summary>What somebody signed in may do. Each role may do what those before it may.</summary>
public enum Role
{
    /// <summary>See everything but secrets.</summary>
    Viewer = 1,

    /// <summary>Plan and commit edits.</summary>
    Operator = 2,

    /// <summary>Settings, admins, tokens.</summary>
    Admin = 3,
}
