using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Gatehouse.Data.Policy;

/// <summary>Tool lists by their canonical JSON, so that SQL compares them as strings.</summary>
public sealed class ToolListConverter()
    : ValueConverter<ToolList, string>(list => list.Json, json => ToolList.FromJson(json));
