using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Data.Retention;

/// <summary>How much time this installation has seen pass, and which orphans it has shown as about to go: one row.</summary>
public sealed class SeenTime
{
    public int Id { get; init; } = 1;

    /// <summary>The moment that retention counts from.</summary>
    public DateTimeOffset Moment { get; set; }

    /// <summary>Milliseconds that servers have run on this database.</summary>
    public long Ran { get; set; }

    /// <summary>Orphans of before this have been shown for a day.</summary>
    public DateTimeOffset Shown { get; set; }

    /// <summary>Orphans of before this are shown,</summary>
    public DateTimeOffset Showing { get; set; }

    /// <summary>since servers had run for so long.</summary>
    public long ShowingSince { get; set; }
}

internal sealed class SeenTimeTable : IEntityTypeConfiguration<SeenTime>
{
    public void Configure(EntityTypeBuilder<SeenTime> builder)
    {
        builder.ToTable("seen_time");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
