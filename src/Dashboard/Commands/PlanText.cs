using Gatehouse.Dashboard.Wording;
using Gatehouse.Data.Credentials.Kinds;
using Gatehouse.Data.Reconciliation;

namespace Gatehouse.Dashboard.Commands;

/// <summary>A plan for who reads a console: the same words as the review.</summary>
internal static class PlanText
{
    public static void Write(Plan plan, TextWriter to)
    {
        foreach (var line in plan.Policy)
            to.WriteLine($"{Sign(line.Sign)} {line}");
        if (plan.PolicyCount > plan.Policy.Count)
            to.WriteLine($"  and {plan.PolicyCount - plan.Policy.Count:N0} more");
        if (plan.IsEmpty)
        {
            to.WriteLine("Nothing to do.");
            return;
        }
        to.WriteLine(plan.Summary);
        foreach (var tally in plan.Tallies)
            to.WriteLine($"  {tally.Count,10:N0}  {CredentialFacts.Of(tally.Kind).Title}: {MoveTexts.Of(tally.Transition).Name.ToLowerInvariant()} ({tally.Reason.Words().ToLowerInvariant()})");
        to.WriteLine($"  {plan.Totals.Unchanged,10:N0}  in scope stay as they are");
        foreach (var warning in plan.Warnings)
            to.WriteLine($"! {warning}");
        to.WriteLine($"Fingerprint: {plan.Fingerprint}");
    }

    private static string Sign(PolicySign sign) => sign switch
    {
        PolicySign.Add => "+",
        PolicySign.Remove => "-",
        _ => "~",
    };
}
