using Gatehouse.Dashboard.Configuration;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Gatehouse.Dashboard.Operations;

/// <summary>Keeps the keys of Data Protection in the folder of <c>Secrets:KeyRing</c>, beside the database.</summary>
internal sealed class KeyRing(IOptions<DashboardOptions> options, ILoggerFactory logs) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions management) =>
        management.XmlRepository = new FileSystemXmlRepository(Directory.CreateDirectory(options.Value.Secrets.KeyRing), logs);
}
