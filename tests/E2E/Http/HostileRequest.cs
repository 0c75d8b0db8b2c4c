using System.Text;

namespace Gatehouse.Tests.E2E.Http;

/// <summary>A request that no honest program sends: odd encodings, broken forms, doubled parameters, addresses full of tricks, other origins.</summary>
internal static class HostileRequest
{
    private static readonly string[] Segments =
    [
        "none", "ana-laptop", "crm", "%2E%2E", "%252E%252E", "..", ".", "%2F", "a%2Fb", "%5C", "%C0%AF", "%ED%A0%80", "%E2%80%A8", "%0D%0A", "%09", "%ff", "%F0%9F%98%80", "a;b=c", "%25", "1", "-1",
        "99999999999999999999", "%C3%A9", "~", "'", "%22", "%3Cscript%3E", new('s', 2_000),
    ];

    private static readonly string[] Queries =
    [
        "", "?", "?=", "?&&", "?a", "?dry_run", "?dry_run=", "?dry_run=true&dry_run=false", "?DRY_RUN=true", "?limit=1&limit=2", "?search=%ff", "?search=%ED%A0%80", "?q=%E2%80%AE", "?search=%C0%AE",
        "?cursor=AAAA", "?token=a&id=b", "?error=%3Cscript%3E", "?returnUrl=%2F%2Fevil.example", "?returnUrl=%09", "?tab=%00", "?list=%ff%fe", "?id=none", "?negotiateVersion=1", "?negotiateVersion=x",
        "?why=%25", "?sort=-%ff", "?page=-1", "?page=99999999999", "?from=0000-00-00", "?kind=group&kind=user", "?expired=true",
    ];

    private static readonly string?[] Types =
    [
        null, "application/json", "application/json; charset=utf-16", "application/json; charset=utf-7", "application/json; charset=no-such", "application/json; charset=\"", "application/problem+json",
        "text/plain", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=odd", "multipart/form-data", "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=x; charset=utf-32", "text/html", "*/*", ";", "application/json, application/json", "application/octet-stream",
    ];

    private static readonly string[] Texts =
    [
        "", "{}", "null", "{\"name\": \"a\", \"name\": \"b\"}", "{\"name\": \"\\ud800\"}", "{\"edit\": {\"kind\": \"repair\"}, \"edit\": {\"kind\": \"repair\"}}", "userName=a&password=b&userName=c",
        "__RequestVerificationToken=odd&userName=%ff", "userName=%ED%A0%80&returnUrl=%E2%80%A8", "a=1&a=2&%=&=&&", "--x\r\nContent-Disposition: form-data; name=\"userName\"\r\n\r\na\r\n--x--\r\n",
        "--x\r\nContent-Disposition: form-data; name=\"link\"; filename=\"\u0000\"\r\n\r\na", "--x\r\n\r\n--x--", "{\"version\": 1}", "{\"version\": 1, \"users\": [{\"id\": \"\\u0000\"}]}", "[[[[", "{\"a\": 1e999}",
        "{\"name\": \"n\", \"expires_at\": \"2027-02-30T00:00:00Z\"}", "{\"headers\": {\"value\": 1}}", "{\"config\": {\"config\": {\"name\": {}}}}", "{\"stdio_config\": {\"command\": [], \"args\": [1, null]}, \"connection_type\": \"stdio\", \"name\": \"s\"}",
        "{\"mcp_configs\": [7, {\"id\": {}, \"mcp_client_id\": 3}]}", "{\"ids\": [\"none\", \"\"]}", "protocol\u001e{}", "{\"protocol\":\"blazorpack\",\"version\":1}\u001e",
    ];

    private static readonly string?[] Origins = [null, null, "null", "https://evil.example", "http://127.0.0.1", "file://", "http://127.0.0.1:1/path", "http://[::1", "*"];

    public static HttpRequestMessage Of(string method, string template, Random random)
    {
        var path = string.Join('/', template.Split('/').Select(segment => segment.StartsWith('{') ? One(Segments, random) : random.Next(60) == 0 ? One(Segments, random) : segment));
        var request = new HttpRequestMessage(new HttpMethod(random.Next(25) == 0 ? One(["HEAD", "OPTIONS", "PATCH", "TRACE", "ODD", "DELETE"], random) : method), path + One(Queries, random));
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && request.Method != HttpMethod.Trace && random.Next(8) > 0)
        {
            request.Content = new ByteArrayContent(Bytes(random));
            if (One(Types, random) is { } type)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            if (random.Next(20) == 0)
                request.Content.Headers.TryAddWithoutValidation("Content-Encoding", One(["gzip", "br", "odd"], random));
        }
        Header("Origin", One(Origins, random));
        Header("Sec-Fetch-Site", random.Next(5) == 0 ? One(["cross-site", "same-site", "none", "odd"], random) : null);
        Header("If-Match", random.Next(8) == 0 ? One(["*", "\"old\"", "W/\"old\"", "odd", "", "\"a\", \"b\""], random) : null);
        Header("X-Plan-Fingerprint", random.Next(8) == 0 ? One(["", "odd", new string('f', 64)], random) : null);
        Header("Accept-Language", random.Next(10) == 0 ? One(["xx-odd-9", "*", ";q=2"], random) : null);
        Header("Accept-Encoding", random.Next(10) == 0 ? One(["gzip, br", "odd;q=9", "identity;q=0"], random) : null);
        Header("Cookie", random.Next(6) == 0 ? One(["gatehouse=odd", "gatehouse-forms=%ff", "gatehouse-set-password=..", "=;=;", new string('c', 3_000)], random) : null);
        Header("RequestVerificationToken", random.Next(10) == 0 ? "odd" : null);
        return request;

        void Header(string name, string? value)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static byte[] Bytes(Random random)
    {
        var text = One(Texts, random);
        Encoding coding = random.Next(8) switch { 0 => Encoding.Unicode, 1 => Encoding.BigEndianUnicode, 2 => Encoding.UTF32, 3 => Encoding.Latin1, _ => new UTF8Encoding(false) };
        byte[] bytes = random.Next(5) == 0 ? [.. coding.GetPreamble(), .. coding.GetBytes(text)] : coding.GetBytes(text);
        // Overlong, cut or never UTF-8.
        return random.Next(10) == 0 ? [.. bytes, .. One<byte[]>([[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF8], [0x00], [0xFF, 0xFE]], random)] : bytes;
    }

    private static T One<T>(T[] of, Random random) => of[random.Next(of.Length)];
}
