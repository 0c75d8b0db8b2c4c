using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Gatehouse.Data.Engines.Mapping;

/// <summary>
/// Tables stored in the order of their primary key. On SQLite that is <c>WITHOUT ROWID</c>, which EF's migrations do not write
/// by themselves: <see cref="ClusteredSqliteMigrations"/> adds it. Other engines ignore the mark.
/// </summary>
public static class Clustered
{
    internal const string Annotation = "Gatehouse:Clustered";

    public static EntityTypeBuilder<T> IsClustered<T>(this EntityTypeBuilder<T> builder) where T : class
    {
        builder.HasAnnotation(Annotation, true);
        return builder;
    }

    internal static bool Contains(IModel? model, string table) =>
        model is not null && model.GetEntityTypes().Any(type =>
            type.FindAnnotation(Annotation) is not null &&
            (type.GetTableName() == table || $"ef_temp_{type.GetTableName()}" == table));
}

/// <summary>Appends <c>WITHOUT ROWID</c> to the tables marked <see cref="Clustered"/>.</summary>
internal sealed class ClusteredSqliteMigrations(
    MigrationsSqlGeneratorDependencies dependencies,
    IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    protected override void Generate(
        CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (!Clustered.Contains(model, operation.Name))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }
        base.Generate(operation, model, builder, terminate: false);
        builder.Append(" WITHOUT ROWID");
        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
