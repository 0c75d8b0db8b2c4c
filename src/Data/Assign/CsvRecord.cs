namespace Gatehouse.Data.Assign;

/// <summary>A line of CSV as it stands in the file, so that it can be handed out again as it was.</summary>
public sealed class CsvRecord
{
    private readonly CsvColumns columns;
    private readonly string[] record;

    internal CsvRecord(CsvColumns columns, string[] record) => (this.columns, this.record) = (columns, record);

    /// <summary>What stands under a column; empty when there is none.</summary>
    public string this[string column] => columns.Value(record, column);

    /// <summary>What stands under no column.</summary>
    public IReadOnlyList<string> Surplus => [.. columns.Surplus(record)];
}
