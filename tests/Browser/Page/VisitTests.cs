namespace CryApi.Browser.Tests.Page;

/// <summary>What all tests of the page lean on: a browser's complaint ends a visit with a failure.</summary>
public sealed class VisitTests(RealService service)
{
    [Theory]
    [InlineData("document.body.setAttribute('style', 'color: red')")]
    [InlineData("document.body.append(Object.assign(document.createElement('script'), { type: 'module', src: 'https://example.com/x.js' }))")]
    [InlineData("document.body.innerHTML = '<p>markup</p>'")]
    [InlineData("document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.com/x.png' }))")]
    [InlineData("setTimeout(() => { throw new Error('a fault'); })")]
    public async Task What_the_policy_forbids_and_what_breaks_is_noticed(string script)
    {
        var visit = await Visit.StartAsync(service.Start());

        await visit.Page.EvaluateAsync($"() => {{ try {{ {script} }} catch {{ }} }}");
        for (var tries = 0; visit.Complaints.Count == 0 && tries < 100; tries++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => visit.DisposeAsync().AsTask());
    }
}
