using System.Globalization;
using System.Text;

namespace Classifier.Pages.Wording;

/// <summary>Represents what a displayed date says, in about 35 languages: a calendar date, a time of day, or an age.</summary>
internal sealed class DateText
{
    /// <summary>The difference between the years of the Thai calendar and those of the Gregorian one.</summary>
    private const int ThaiOffset = 543;

    private const int MinThaiYear = 2500;

    private readonly List<Token> _tokens;
    private readonly bool[] _used;
    private readonly List<(int Count, AgeUnit Unit)> _ages = [];
    private bool _hasClock;

    private DateText(string text)
    {
        _tokens = Tokenize(text);
        _used = new bool[_tokens.Count];
        ReadCalendar();
        ReadClock();
        ReadAge();
        ReadRelativeDay();
        IsWhole = (Month > 0 || IsNumeric || _hasClock || _ages.Count > 0 || DaysAgo is not null) && IsRestIgnorable();
    }

    private enum TokenKind
    {
        Number,
        Word,
        Mark,
    }

    /// <summary>Gets the year; 0 if the text has none.</summary>
    public int Year { get; private set; }

    /// <summary>Gets the month, 1 to 12; 0 if there is none or if the order of day and month is unknown.</summary>
    public int Month { get; private set; }

    /// <summary>Gets the day of the month; 0 if there is none.</summary>
    public int Day { get; private set; }

    /// <summary>Gets a value indicating whether the date consists of numbers, as in 24/11/2025.</summary>
    public bool IsNumeric { get; private set; }

    /// <summary>Gets the time of day, such as 21:30; null if there is none.</summary>
    public TimeOnly? Clock { get; private set; }

    /// <summary>Gets the parts of an age, such as 1 hour and 20 minutes; empty if the text is not an age.</summary>
    public IReadOnlyList<(int Count, AgeUnit Unit)> Ages => _ages;

    /// <summary>Gets the number of days before the date of the page; null if the text does not say "today" or the
    /// like.</summary>
    public int? DaysAgo { get; private set; }

    /// <summary>Gets a value indicating whether the whole text is a date, a time, or an age.</summary>
    public bool IsWhole { get; }

    /// <summary>Finds the date in a text.</summary>
    public static DateText Parse(string text) => new(text);

    /// <summary>Converts an hour to 24 hours.</summary>
    /// <param name="hour">The hour as displayed.</param>
    /// <param name="half">The half of the day, which starts with a or p; empty if the text has none.</param>
    public static int To24Hours(int hour, string half) =>
        half.StartsWith('p') && hour < 12 ? hour + 12
        : half.StartsWith('a') && hour == 12 ? 0
        : hour;

    private void ReadCalendar()
    {
        for (var i = 0; i < _tokens.Count && Month == 0; i++)
        {
            if (!ReadNumericDate(i) && !ReadMarkedDate(i))
            {
                ReadNamedMonth(i);
            }
        }
    }

    // 2025-12-04, 24/11/2025, 4. 12. 2025
    private bool ReadNumericDate(int i)
    {
        if (
            i + 4 >= _tokens.Count
            || !IsNumber(i)
            || !IsNumber(i + 2)
            || !IsNumber(i + 4)
            || _tokens[i + 1].Text is not ("-" or "/" or ".")
            || _tokens[i + 3].Text != _tokens[i + 1].Text
            || _tokens[i + 1].HasSpaceBefore
            || _tokens[i + 3].HasSpaceBefore
            || (_tokens[i + 1].Text != "." && (_tokens[i + 2].HasSpaceBefore || _tokens[i + 4].HasSpaceBefore))
        )
        {
            return false;
        }

        var (first, second, third) = (_tokens[i], _tokens[i + 2], _tokens[i + 4]);
        var isYearFirst = first.Length == 4;
        if (second.Length > 2 || (isYearFirst ? third.Length > 2 : first.Length > 2 || third.Length is 3 or > 4))
        {
            return false;
        }

        IsNumeric = true;
        MarkUsed(i, i + 5);
        if (isYearFirst)
        {
            (Year, Month, Day) = (first.Value, second.Value, third.Value);
        }
        else if (_tokens[i + 1].Text == "." || first.Value > 12)
        {
            (Day, Month, Year) = (first.Value, second.Value, third.Value);
        }
        else if (second.Value > 12 || first.Value == second.Value)
        {
            (Month, Day, Year) = (first.Value, second.Value, third.Value);
        }
        else
        {
            // With two numbers up to 12, the order is unknown, unless dots separate them as in 4.12.2025.
            Year = third.Value;
        }

        return true;
    }

    // 2025年12月4日, 12월 4일
    private bool ReadMarkedDate(int i)
    {
        if (!IsNumber(i) || !IsWord(i + 1, "月", "월") || !IsNumber(i + 2) || !IsWord(i + 3, "日", "일", "号", "號"))
        {
            return false;
        }

        (Month, Day) = (_tokens[i].Value, _tokens[i + 2].Value);
        MarkUsed(i, i + 4);
        if (i >= 2 && IsNumber(i - 2) && IsWord(i - 1, "年", "년"))
        {
            Year = _tokens[i - 2].Value;
            MarkUsed(i - 2, i);
        }

        return true;
    }

    // December 4, 2025; 4 de dezembro de 2025
    private void ReadNamedMonth(int i)
    {
        var (month, length) = FindMonth(i);
        if (month == 0)
        {
            return;
        }

        var day = FindDay(SkipConnectors(i - 1, -1));
        var isDayAfter = day < 0;
        if (isDayAfter)
        {
            day = FindDay(SkipConnectors(i + length, 1));
        }

        if (day < 0)
        {
            return;
        }

        (Month, Day) = (month, _tokens[day].Value);
        MarkUsed(i, i + length);
        _used[day] = true;
        var after = SkipConnectors(isDayAfter ? day + 1 : i + length, 1);
        var before = SkipConnectors((isDayAfter ? i : day) - 1, -1);
        var year =
            IsYear(after) ? after
            : IsYear(before) ? before
            : -1;
        if (year >= 0)
        {
            Year = _tokens[year].Value >= MinThaiYear ? _tokens[year].Value - ThaiOffset : _tokens[year].Value;
            _used[year] = true;
        }
    }

    // 9:30 pm, 21.30, 20h15, 8 pm
    private void ReadClock()
    {
        for (var i = 0; i < _tokens.Count && !_hasClock; i++)
        {
            if (
                _used[i]
                || !IsNumber(i)
                || _tokens[i].Length > 2
                || (i > 0 && !_used[i - 1] && _tokens[i - 1].Text != "t" && IsJoined(i - 1, i))
            )
            {
                continue;
            }

            var hasMinutes =
                i + 2 < _tokens.Count
                && IsJoined(i, i + 1)
                && IsJoined(i + 1, i + 2)
                && _tokens[i + 1].Text is ":" or "." or "h" or "時" or "时" or "點" or "点"
                && IsNumber(i + 2)
                && _tokens[i + 2].Length == 2;
            var end = hasMinutes ? i + 3 : i + 1;
            if (
                hasMinutes
                && end + 1 < _tokens.Count
                && _tokens[end].Text is ":" or "."
                && IsNumber(end + 1)
                && IsJoined(end, end + 1)
            )
            {
                end += 2;
            }

            var half = end < _tokens.Count ? _tokens[end].Text : "";
            if (half is not ("am" or "pm"))
            {
                half = "";
            }
            else
            {
                end++;
            }

            if (!hasMinutes && half.Length == 0)
            {
                continue;
            }

            _hasClock = true;
            // A dot also separates day and month.
            if (_tokens[i + 1].Text != "." || half.Length > 0)
            {
                SetClock(_tokens[i].Value, hasMinutes ? _tokens[i + 2].Value : 0, half);
            }

            MarkUsed(i, SkipZone(end));
        }
    }

    private void SetClock(int hour, int minute, string half)
    {
        hour = To24Hours(hour, half);
        Clock = hour < 24 && minute < 60 ? new TimeOnly(hour, minute) : null;
    }

    // IST, (GMT+7), +05:30
    private int SkipZone(int at)
    {
        if (at < _tokens.Count && _tokens[at] is { Text: "(", HasSpaceBefore: true })
        {
            at++;
        }

        if (at < _tokens.Count && _tokens[at] is { Kind: TokenKind.Word, IsUpper: true, Length: >= 1 and <= 4 })
        {
            at++;
        }

        if (at + 1 < _tokens.Count && _tokens[at].Text is "+" or "-" && IsNumber(at + 1) && IsJoined(at, at + 1))
        {
            at += 2;
            if (at + 1 < _tokens.Count && _tokens[at].Text == ":" && IsNumber(at + 1))
            {
                at += 2;
            }
        }

        return at;
    }

    // 2 hours ago, il y a 1 heure, 5h, an hour ago
    private void ReadAge()
    {
        if (Month > 0 || IsNumeric || (_hasClock && _tokens.Exists(token => token.Text == ":")))
        {
            return;
        }

        var isEnglish = true;
        var hasMarker = false;
        for (var i = 0; i + 1 < _tokens.Count; i++)
        {
            var count =
                _tokens[i].Kind == TokenKind.Number && _tokens[i].Length <= 4 ? _tokens[i].Value
                : _tokens[i].Text
                    is "a"
                        or "an"
                        or "one"
                        or "einer"
                        or "einem"
                        or "une"
                        or "un"
                        or "una"
                        or "um"
                        or "uma"
                    ? 1
                : -1;
            if (count < 0 || _used[i] || GetUnit(_tokens[i + 1].Text) is not { } unit)
            {
                continue;
            }

            isEnglish &= unit.IsEnglish;
            hasMarker |= unit.HasMarker;
            _ages.Add((count, unit.Unit));
            MarkUsed(i, i + 2);
        }

        for (var i = 0; i < _tokens.Count; i++)
        {
            var length = IsPhrase(i, DateWords.IsMarker);
            hasMarker |= length > 0;
            MarkUsed(i, i + length);
        }

        // "5h" is an age, but "5 min read" is not.
        if (!hasMarker && !(isEnglish && _tokens.Index().All(token => _used[token.Index] || token.Item.Text == ".")))
        {
            _ages.Clear();
        }
    }

    /// <summary>Returns the unit that a word names. In scripts without spaces, "ago" can be part of the word.</summary>
    private static (AgeUnit Unit, bool IsEnglish, bool HasMarker)? GetUnit(string word) =>
        DateWords.GetUnit(word) is { } unit ? (unit.Unit, unit.IsEnglish, false)
        : word.Length > 1 && DateWords.IsMarker(word[^1..]) && DateWords.GetUnit(word[..^1]) is { } suffixed
            ? (suffixed.Unit, false, true)
        : null;

    private void ReadRelativeDay()
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            // In other languages, the words also name newspapers and sections.
            if (
                DateWords.GetDaysAgo(_tokens[i].Text) is { } days
                && (_hasClock || _tokens[i].Text is "today" or "yesterday")
            )
            {
                DaysAgo = days;
                _used[i] = true;
            }
            else if (_tokens[i].Text == "just" && IsWord(i + 1, "now"))
            {
                DaysAgo = 0;
                MarkUsed(i, i + 2);
            }
        }
    }

    private bool IsRestIgnorable()
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            var token = _tokens[i];
            var isIgnorable =
                _used[i]
                || token.Kind switch
                {
                    TokenKind.Mark => token.Text
                        is ","
                            or "."
                            or "|"
                            or "•"
                            or "·"
                            or "-"
                            or "–"
                            or "—"
                            or ":"
                            or "/"
                            or "("
                            or ")"
                            or "，"
                            or "'"
                            or "’",
                    TokenKind.Word => DateWords.IsConnector(token.Text)
                        || ((Month > 0 || IsNumeric) && DateWords.IsWeekday(token.Text)),
                    _ => false,
                };
            if (!isIgnorable)
            {
                return false;
            }
        }

        return true;
    }

    private (int Month, int Length) FindMonth(int i)
    {
        if (i + 1 < _tokens.Count && DateWords.GetMonth($"{_tokens[i].Text} {_tokens[i + 1].Text}") is > 0 and var two)
        {
            return (two, 2);
        }

        return (DateWords.GetMonth(_tokens[i].Text), 1);
    }

    private int IsPhrase(int i, Predicate<string> isWord) =>
        i + 1 < _tokens.Count && isWord($"{_tokens[i].Text} {_tokens[i + 1].Text}") ? 2
        : isWord(_tokens[i].Text) ? 1
        : 0;

    private int FindDay(int i) =>
        i >= 0
        && i < _tokens.Count
        && IsNumber(i)
        && _tokens[i] is { Length: <= 2, Value: >= 1 and <= 31 }
        && !(i + 1 < _tokens.Count && _tokens[i + 1].Text == ":" && IsJoined(i, i + 1))
            ? i
            : -1;

    private bool IsYear(int i) =>
        i >= 0 && i < _tokens.Count && IsNumber(i) && _tokens[i] is { Length: 4, Value: >= 1900 and < 2700 };

    private int SkipConnectors(int i, int step)
    {
        while (
            i >= 0
            && i < _tokens.Count
            && (
                _tokens[i].Text is "," or "." or "-" or "/"
                || (_tokens[i].Kind == TokenKind.Word && DateWords.IsConnector(_tokens[i].Text))
            )
        )
        {
            i += step;
        }

        return i;
    }

    private bool IsNumber(int i) => i < _tokens.Count && _tokens[i].Kind == TokenKind.Number;

    private bool IsWord(int i, params ReadOnlySpan<string> words) =>
        i < _tokens.Count && words.Contains(_tokens[i].Text);

    private bool IsJoined(int i, int j) => j == i + 1 && !_tokens[j].HasSpaceBefore;

    private void MarkUsed(int start, int end) => _used.AsSpan(start, end - start).Fill(true);

    private static List<Token> Tokenize(string text)
    {
        var tokens = new List<Token>();
        var normalized = text.Normalize(NormalizationForm.FormC);
        var hasSpace = false;
        for (var i = 0; i < normalized.Length; )
        {
            if (char.IsWhiteSpace(normalized[i]))
            {
                hasSpace = true;
                i++;
                continue;
            }

            var end = i + 1;
            if (char.IsDigit(normalized[i]))
            {
                while (end < normalized.Length && char.IsDigit(normalized[end]))
                {
                    end++;
                }

                tokens.Add(
                    new Token(TokenKind.Number, "", GetValue(normalized.AsSpan(i, end - i)), end - i, false, hasSpace)
                );
            }
            else if (char.IsLetter(normalized[i]))
            {
                while (end < normalized.Length && IsInWord(normalized[end]))
                {
                    end++;
                }

                var word = normalized[i..end];
                // a.m. and p.m.
                if (
                    word is "a" or "p" or "A" or "P"
                    && end + 1 < normalized.Length
                    && normalized[end] == '.'
                    && normalized[end + 1] is 'm' or 'M'
                )
                {
                    word += normalized[end + 1];
                    end += 2;
                }

                tokens.Add(
                    new Token(
                        TokenKind.Word,
                        word.ToLowerInvariant(),
                        0,
                        word.Length,
                        word.All(char.IsAsciiLetterUpper),
                        hasSpace
                    )
                );
            }
            else
            {
                tokens.Add(new Token(TokenKind.Mark, normalized[i..end], 0, 1, false, hasSpace));
            }

            i = end;
            hasSpace = false;
        }

        return tokens;
    }

    private static bool IsInWord(char c) =>
        char.IsLetter(c)
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.Format;

    private static int GetValue(ReadOnlySpan<char> digits)
    {
        const int MaxDigits = 9;
        var value = 0;
        foreach (var digit in digits[..Math.Min(digits.Length, MaxDigits)])
        {
            value = (value * 10) + (int)char.GetNumericValue(digit);
        }

        return value;
    }

    private readonly record struct Token(
        TokenKind Kind,
        string Text,
        int Value,
        int Length,
        bool IsUpper,
        bool HasSpaceBefore
    );
}
