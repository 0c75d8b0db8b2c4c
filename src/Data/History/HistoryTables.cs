using Gatehouse.Data.Engines.Mapping;
using Gatehouse.Data.Reconciliation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Data.History;

internal sealed class ChangeTable : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("changes");
        // Not unique: drift that comes back the same may be made good again by the same plan.
        builder.HasIndex(change => change.Fingerprint);
        builder.HasIndex(change => change.CommittedAt);
        builder.HasIndex(change => change.UndoesChangeId);
        builder.Property(change => change.Policy).HasConversion<JsonConverter<IReadOnlyList<PolicyLine>>, JsonComparer<IReadOnlyList<PolicyLine>>>();
        builder.Property(change => change.Tallies).HasConversion<JsonConverter<IReadOnlyList<Tally>>, JsonComparer<IReadOnlyList<Tally>>>();
    }
}

internal sealed class ChangedGrantTable : IEntityTypeConfiguration<ChangedGrant>
{
    public void Configure(EntityTypeBuilder<ChangedGrant> builder)
    {
        builder.ToTable("changed_grants").IsClustered();
        builder.HasKey(row => new { row.ChangeId, row.VirtualKeyId, row.McpClientId });
        builder.HasIndex(row => new { row.VirtualKeyId, row.ChangeId });
        builder.HasIndex(row => new { row.McpClientId, row.ChangeId });
        builder.HasOne<Change>().WithMany().HasForeignKey(row => row.ChangeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChangedObjectTable : IEntityTypeConfiguration<ChangedObject>
{
    public void Configure(EntityTypeBuilder<ChangedObject> builder)
    {
        builder.ToTable("changed_objects").IsClustered();
        builder.HasKey(row => new { row.ChangeId, row.Kind, row.ObjectId });
        builder.HasIndex(row => new { row.Kind, row.ObjectId, row.ChangeId });
        builder.HasOne<Change>().WithMany().HasForeignKey(row => row.ChangeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DeletedObjectTable : IEntityTypeConfiguration<DeletedObject>
{
    public void Configure(EntityTypeBuilder<DeletedObject> builder)
    {
        builder.ToTable("deleted_objects").IsClustered();
        builder.HasKey(row => new { row.Kind, row.ObjectId });
        builder.HasOne<Change>().WithMany().HasForeignKey(row => row.ChangeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ChangedCredentialTable : IEntityTypeConfiguration<ChangedCredential>
{
    public void Configure(EntityTypeBuilder<ChangedCredential> builder)
    {
        builder.ToTable("changed_credentials").IsClustered();
        builder.HasKey(row => new { row.ChangeId, row.McpClientId, row.IdentityKind, row.IdentityId, row.Kind, row.CredentialId, row.Move });
        builder.HasOne<Change>().WithMany().HasForeignKey(row => row.ChangeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EventTable : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> builder)
    {
        builder.ToTable("events");
        builder.Property(happened => happened.Id).ValueGeneratedNever();
        builder.HasIndex(happened => happened.At);
        builder.HasIndex(happened => new { happened.Actor, happened.Id });
        builder.HasIndex(happened => new { happened.Action, happened.Id });
        builder.HasIndex(happened => new { happened.Group, happened.Id });
        builder.HasIndex(happened => new { happened.ObjectId, happened.Id });
    }
}

internal sealed class RecordLinkTable : IEntityTypeConfiguration<RecordLink>
{
    public void Configure(EntityTypeBuilder<RecordLink> builder)
    {
        builder.ToTable("record_links");
        builder.HasKey(link => link.Number);
        builder.Property(link => link.Number).ValueGeneratedNever();
        builder.HasIndex(link => link.ChangeId).IsUnique();
        // The page of the record goes from an entry to the change before it.
        builder.HasIndex(link => new { link.Number, link.ChangeId }).HasFilter("change_id IS NOT NULL");
    }
}

internal sealed class RecordKeyTable : IEntityTypeConfiguration<RecordKey>
{
    public void Configure(EntityTypeBuilder<RecordKey> builder)
    {
        builder.ToTable("record_keys");
        builder.HasKey(key => key.FirstNumber);
        builder.Property(key => key.FirstNumber).ValueGeneratedNever();
    }
}

internal sealed class RecordSegmentTable : IEntityTypeConfiguration<RecordSegment>
{
    public void Configure(EntityTypeBuilder<RecordSegment> builder)
    {
        builder.ToTable("record_segments");
        builder.HasKey(segment => segment.LastNumber);
        builder.Property(segment => segment.LastNumber).ValueGeneratedNever();
    }
}
