using Classifier.Tests.Common;
using OpenQA.Selenium;
using OpenQA.Selenium.Support.UI;
using Xunit;

namespace Classifier.Server.Tests.WebConsole;

/// <summary>Renders the pictures of the console for the documents. Runs only when docs/images/render.sh asks for it.</summary>
public sealed class ConsolePictures(RunningServer server)
{
    private const string Folder = "CLASSIFIER_IMAGES";

    [Theory(Explicit = true)]
    [InlineData("console.png", 1280, 900, "light", false)]
    [InlineData("console-compare.png", 1280, 720, "light", true)]
    [InlineData("console-phone.png", 390, 844, "dark", true)]
    public async Task Pictures_are_rendered(string name, int width, int height, string scheme, bool isComparison)
    {
        var folder =
            Environment.GetEnvironmentVariable(Folder)
            ?? throw new InvalidOperationException($"{Folder} does not name a folder for the pictures.");
        using var chromium = new Chromium();
        var page = await chromium.OpenAsync($"{server.JsonAddress}/", width, height);
        chromium.Prefer(scheme);
        var wait = new WebDriverWait(page, TimeSpan.FromSeconds(60));
        wait.Until(_ => page.FindElement(By.Id("limits")).Text.Length > 0);
        page.ExecuteScript(
            $"location.hash = '{(isComparison ? "#compare" : "#score")}'; document.getElementById(arguments[0]).value = arguments[1]",
            isComparison ? "candidates" : "input",
            isComparison
                ? "Here's why the mayor slams the new bridge\nMayor criticises the cost of the new bridge"
                : """
                Central bank raises interest rates by a quarter point
                Central bank raises interest rates again by a quarter point
                You won’t believe what the goalkeeper did next
                Storm floods the coast road near Brighton
                Here’s why your energy bill is about to change
                Schulen schließen wegen der Hitze, und das ist nicht alles
                """
        );
        page.FindElement(By.CssSelector($"#{(isComparison ? "compare" : "score")}-form button[type=submit]")).Click();
        wait.Until(_ => page.FindElements(By.CssSelector(isComparison ? ".card" : "#list .item")).Count > 1);
        page.GetScreenshot().SaveAsFile(Path.Combine(folder, name));
    }
}
