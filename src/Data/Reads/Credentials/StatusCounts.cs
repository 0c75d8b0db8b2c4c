using Gatehouse.Data.Credentials;

namespace Gatehouse.Data.Reads.Credentials;

/// <summary>Credentials and pending flows by the status shown outside.</summary>
public sealed record StatusCounts(int Active, int Orphaned, int NeedsReauth, int NeedsUpdate, int Pending)
{
    public static readonly StatusCounts None = new(0, 0, 0, 0, 0);

    public int Total => Active + Orphaned + NeedsReauth + NeedsUpdate + Pending;

    public int Of(CredentialStatus status) => status switch
    {
        CredentialStatus.Active => Active,
        CredentialStatus.Orphaned => Orphaned,
        CredentialStatus.NeedsReauth => NeedsReauth,
        CredentialStatus.NeedsUpdate => NeedsUpdate,
        _ => Pending,
    };

    public StatusCounts With(CredentialStatus status, int more) => status switch
    {
        CredentialStatus.Active => this with { Active = Active + more },
        CredentialStatus.Orphaned => this with { Orphaned = Orphaned + more },
        CredentialStatus.NeedsReauth => this with { NeedsReauth = NeedsReauth + more },
        CredentialStatus.NeedsUpdate => this with { NeedsUpdate = NeedsUpdate + more },
        _ => this with { Pending = Pending + more },
    };

    public static StatusCounts operator +(StatusCounts a, StatusCounts b) => new(
        a.Active + b.Active, a.Orphaned + b.Orphaned, a.NeedsReauth + b.NeedsReauth, a.NeedsUpdate + b.NeedsUpdate, a.Pending + b.Pending);
}
