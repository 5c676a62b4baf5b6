using Classifier.Pages.Wording;
using Xunit;

namespace Classifier.Tests.Pages;

public class IsoDateTests
{
    private static readonly DateTimeOffset Now = new(2025, 12, 4, 10, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("December 04, 2025", "2025-12-04")]
    [InlineData("4 Dec 2025", "2025-12-04")]
    [InlineData("Mon, Dec 4, 2025 at 9:30 pm", "2025-12-04T21:30")]
    [InlineData("2025-12-04", "2025-12-04")]
    [InlineData("2025-12-04T10:15:00Z", "2025-12-04T10:15:00Z")]
    [InlineData("24/11/2025", "2025-11-24")]
    [InlineData("4.12.2025", "2025-12-04")]
    [InlineData("2 hours ago", "2025-12-04T08:30:00+00:00")]
    [InlineData("3 days ago", "2025-12-01")]
    [InlineData("Yesterday", "2025-12-03")]
    [InlineData("24 December", "2025-12-24")]
    [InlineData("1 hr 20 mins ago", "2025-12-04T09:10:00+00:00")]
    [InlineData("By Staff Writer, 4 December 2025, 3 min read", "2025-12-04")]
    [InlineData("04-Dec-2025 07:05 IST", "2025-12-04T07:05")]
    public void A_displayed_date_is_converted(string text, string expected) =>
        Assert.Equal(expected, IsoDate.Read(text, Now));

    [Theory]
    [InlineData("4. Dezember 2025, 21:30 Uhr", "2025-12-04T21:30")]
    [InlineData("4 de dezembro de 2025 às 9h30", "2025-12-04T09:30")]
    [InlineData("Publié le 4 décembre 2025 à 21h30", "2025-12-04T21:30")]
    [InlineData("giovedì 4 dicembre 2025", "2025-12-04")]
    [InlineData("4 grudnia 2025", "2025-12-04")]
    [InlineData("4. 12. 2025", "2025-12-04")]
    [InlineData("04 Aralık 2025 - 12:15", "2025-12-04T12:15")]
    [InlineData("Kamis, 4 Desember 2025 10:30 WIB", "2025-12-04T10:30")]
    [InlineData("04/12/2025 10:30 (GMT+7)", null)]
    [InlineData("24/11/2025 10:30 (GMT+7)", "2025-11-24T10:30")]
    [InlineData("4 декабря 2025, 10:30", "2025-12-04T10:30")]
    [InlineData("4 Δεκεμβρίου 2025", "2025-12-04")]
    [InlineData("٤ ديسمبر ٢٠٢٥", "2025-12-04")]
    [InlineData("4 كانون الأول 2025", "2025-12-04")]
    [InlineData("4 दिसंबर 2025", "2025-12-04")]
    [InlineData("৪ ডিসেম্বর ২০২৫", "2025-12-04")]
    [InlineData("2025年12月4日 10時30分", "2025-12-04T10:30")]
    [InlineData("2025년 12월 4일", "2025-12-04")]
    [InlineData("vor 2 Stunden", "2025-12-04T08:30:00+00:00")]
    [InlineData("il y a 1 heure", "2025-12-04T09:30:00+00:00")]
    [InlineData("hace 3 días", "2025-12-01")]
    [InlineData("3 jam yang lalu", "2025-12-04T07:30:00+00:00")]
    [InlineData("2 saat önce", "2025-12-04T08:30:00+00:00")]
    [InlineData("2 часа назад", "2025-12-04T08:30:00+00:00")]
    [InlineData("3時間前", "2025-12-04T07:30:00+00:00")]
    [InlineData("3시간 전", "2025-12-04T07:30:00+00:00")]
    [InlineData("Heute, 07:05 Uhr", "2025-12-04T07:05")]
    [InlineData("Gestern 22:10", "2025-12-03T22:10")]
    public void A_date_in_another_language_is_converted(string text, string? expected)
    {
        Assert.True(PublishedDate.IsMatch(text));
        Assert.Equal(expected, IsoDate.Read(text, Now));
    }

    [Theory]
    [InlineData("3 Mai bleiben die Läden zu")]
    [InlineData("Heute")]
    [InlineData("Hoy")]
    [InlineData("2 Stunden")]
    [InlineData("5 min read")]
    [InlineData("20 Prozent")]
    [InlineData("Top 10")]
    [InlineData("Mars 2020")]
    [InlineData("A day at the harbour")]
    public void A_text_with_words_of_dates_is_no_date(string text) => Assert.False(PublishedDate.IsMatch(text));

    [Theory]
    [InlineData("04/12/2025")]
    [InlineData("31 February 2025")]
    [InlineData("10:15")]
    [InlineData("")]
    public void An_ambiguous_or_incomplete_date_is_not_converted(string text) => Assert.Null(IsoDate.Read(text, Now));

    [Theory]
    [InlineData("2 hours ago")]
    [InlineData("Yesterday")]
    [InlineData("24 December")]
    public void A_relative_date_needs_the_date_of_the_page(string text) => Assert.Null(IsoDate.Read(text, null));
}
