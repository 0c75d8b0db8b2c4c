using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Data.Accounts;

/// <summary>An edit in progress, kept for its account: it outlives the page, the connection and the server.</summary>
public sealed class KeptDraft
{
    /// <summary>Id of the account whose draft it is.</summary>
    public required string AccountId { get; init; }

    /// <summary>What is edited, e.g. "key:vk-1": one draft for each account and subject.</summary>
    public required string Subject { get; init; }

    /// <summary>What is edited, in words: "Allowlist of key ci-bot".</summary>
    public required string Title { get; set; }

    /// <summary>The edit, or what was picked for one, as JSON.</summary>
    public required string Content { get; set; }

    public DateTimeOffset KeptAt { get; set; }

    /// <summary>Fingerprint of the plan whose commit was sent and not yet answered; null: none is on its way.</summary>
    public string? Committing { get; set; }

    /// <summary>When that commit was sent.</summary>
    public DateTimeOffset? CommittingSince { get; set; }
}

internal sealed class KeptDraftTable : IEntityTypeConfiguration<KeptDraft>
{
    public void Configure(EntityTypeBuilder<KeptDraft> builder)
    {
        builder.ToTable("drafts");
        builder.HasKey(draft => new { draft.AccountId, draft.Subject });
    }
}
