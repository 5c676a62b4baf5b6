using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// Named, dense hints that a headline baits or informs, after the features that were found to matter by Chakraborty et
/// al. 2016, Potthast et al. 2016 and Blom and Hansen 2015. Each is 0 to 1 unless told otherwise. Only
/// <c>capitalised share</c> and <c>all-capitals share</c> see case; training shows every headline in several casings, so
/// that case alone cannot decide.
/// </summary>
public static class ClickbaitCues
{
    /// <summary>The cues' names, in the order of their values.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "second person",
        "first person",
        "forward reference",
        "here's why",
        "what happens next",
        "won't believe",
        "number lead",
        "list lead",
        "list noun",
        "unnamed subject",
        "unnamed thing",
        "superlative",
        "hyperbole",
        "emotion",
        "reaction",
        "question",
        "question-word lead",
        "question-word inside",
        "exclamation",
        "ellipsis",
        "quotation",
        "colon",
        "length",
        "short",
        "long",
        "stop-word share",
        "mean word length",
        // Part of the API: the name is in the answers and stays as it is.
        "capitalised share",
        "all-capitals share",
        "told what to do",
        "contraction",
        "slang",
        "news verb",
        "attribution",
        "number inside",
        "currency or percent",
        "quiz",
        "revealing",
        "pointing onward",
        "hyperbole share",
    ];

    /// <summary>How many cues there are.</summary>
    public static int Count => Names.Count;

    /// <summary>Measures the cues of a headline without allocating.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="known">What is known of its words.</param>
    /// <param name="cues">Takes the values, one for each of <see cref="Names"/>.</param>
    public static void Measure(TokenizedHeadline headline, HeadlineWords known, Span<float> cues)
    {
        var tokens = headline.Tokens;
        cues.Clear();
        if (tokens.IsEmpty)
        {
            return;
        }

        int words = 0,
            letters = 0,
            capitalized = 0,
            upper = 0,
            stops = 0,
            hyperboles = 0,
            lists = 0,
            numbers = 0,
            symbols = 0;
        int second = 0,
            first = 0,
            superlatives = 0,
            emotions = 0,
            reactions = 0,
            reveals = 0,
            slang = 0,
            news = 0,
            attributed = 0;
        int modals = 0,
            contractions = 0,
            onward = 0;
        bool forward = false,
            heresWhy = false,
            happens = false,
            disbelief = false,
            unnamed = false,
            questionInside = false;
        WordHints previous = WordHints.None,
            beforePrevious = WordHints.None;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (token.Kind != TokenKind.Word)
            {
                numbers += token.Kind == TokenKind.Number ? 1 : 0;
                symbols += token.Kind == TokenKind.Symbol ? 1 : 0;
                (beforePrevious, previous) = (previous, WordHints.None);
                continue;
            }

            var hints = known.Hints[i];
            words++;
            letters += token.Length;
            capitalized += token.Case != TokenCase.Lower ? 1 : 0;
            upper += token.Case == TokenCase.Upper ? 1 : 0;
            if (hints == WordHints.None)
            {
                // Most words hint at nothing themselves.
                forward |= Has(previous, WordHints.Demonstrative) == 1;
                (beforePrevious, previous) = (previous, WordHints.None);
                continue;
            }

            stops += Has(hints, WordHints.StopWord);
            hyperboles += Has(hints, WordHints.Hyperbole);
            lists += Has(hints, WordHints.ListNoun);
            second += Has(hints, WordHints.SecondPerson);
            first += Has(hints, WordHints.FirstPerson);
            superlatives += Has(hints, WordHints.Superlative);
            emotions += Has(hints, WordHints.Emotion);
            reactions += Has(hints, WordHints.Reaction);
            reveals += Has(hints, WordHints.Reveal);
            slang += Has(hints, WordHints.Slang);
            news += Has(hints, WordHints.NewsVerb);
            attributed += Has(hints, WordHints.Attribution);
            onward += Has(hints, WordHints.Deixis);
            contractions += Has(hints, WordHints.Negation) * (headline[token][^1] == 't' ? 1 : 0);
            forward |= Has(previous, WordHints.Demonstrative) == 1 && Has(hints, WordHints.TimeNoun) == 0;
            forward |= i == tokens.Length - 1 && Has(hints, WordHints.Demonstrative) == 1;
            heresWhy |= Has(previous, WordHints.Heres) == 1 && Has(hints, WordHints.QuestionWord) == 1;
            happens |=
                (
                    Has(previous, WordHints.QuestionWord) == 1
                    && Has(hints, WordHints.Happening | WordHints.ThirdPerson) == 1
                ) || (Has(beforePrevious, WordHints.QuestionWord) == 1 && Has(hints, WordHints.Happening) == 1);
            disbelief |= Has(hints, WordHints.Reaction) == 1 && Has(previous | beforePrevious, WordHints.Negation) == 1;
            unnamed |=
                Has(hints, WordHints.Unnamed) == 1 && (Has(previous, WordHints.Demonstrative | WordHints.Unnamed) == 1);
            modals += Has(previous, WordHints.SecondPerson) & Has(hints, WordHints.Modal);
            questionInside |= i > 0 && Has(hints, WordHints.QuestionWord) == 1;
            (beforePrevious, previous) = (previous, hints);
        }

        var lead = known.Hints[0];
        var numberLead = tokens[0].Kind == TokenKind.Number;
        var listSoon = false;
        for (var i = 1; i < Math.Min(tokens.Length, 6); i++)
        {
            listSoon |= Has(known.Hints[i], WordHints.ListNoun) == 1;
        }

        var perWord = 1f / Math.Max(1, words);

        var cue = 0;
        cues[cue++] = Share(second, 2);
        cues[cue++] = Share(first, 2);
        cues[cue++] = Flag(forward);
        cues[cue++] = Flag(heresWhy);
        cues[cue++] = Flag(happens);
        cues[cue++] = Flag(disbelief);
        cues[cue++] = Flag(numberLead);
        cues[cue++] = Flag(numberLead && listSoon);
        cues[cue++] = Share(lists, 2);
        cues[cue++] = Flag(Has(lead, WordHints.ThirdPerson | WordHints.Demonstrative) == 1);
        cues[cue++] = Flag(unnamed);
        cues[cue++] = Share(superlatives, 2);
        cues[cue++] = Share(hyperboles, 3);
        cues[cue++] = Share(emotions, 2);
        cues[cue++] = Share(reactions, 2);
        cues[cue++] = Flag(headline.Questions > 0);
        cues[cue++] = Flag(Has(lead, WordHints.QuestionWord) == 1);
        cues[cue++] = Flag(questionInside);
        cues[cue++] = Flag(headline.Exclamations > 0);
        cues[cue++] = Flag(headline.Ellipses > 0);
        cues[cue++] = Share(headline.Quotes, 2);
        cues[cue++] = Flag(headline.Colons > 0);
        cues[cue++] = Math.Min(tokens.Length / 20f, 1f);
        cues[cue++] = Flag(tokens.Length < 5);
        cues[cue++] = Flag(tokens.Length > 14);
        cues[cue++] = stops * perWord;
        cues[cue++] = Math.Min(letters * perWord / 10f, 1f);
        cues[cue++] = capitalized * perWord;
        cues[cue++] = upper * perWord;
        cues[cue++] = Flag(modals > 0);
        cues[cue++] = Flag(contractions > 0);
        cues[cue++] = Flag(slang > 0);
        cues[cue++] = Share(news, 2);
        cues[cue++] = Share(attributed, 2);
        cues[cue++] = Flag(numbers > (numberLead ? 1 : 0));
        cues[cue++] = Flag(symbols > 0);
        cues[cue++] = Flag(
            headline.Questions > 0 && second > 0 && Has(lead, WordHints.Auxiliary | WordHints.QuestionWord) == 1
        );
        cues[cue++] = Share(reveals, 2);
        cues[cue++] = Flag(onward > 0);
        cues[cue] = Math.Min((hyperboles + superlatives + emotions) * perWord, 1f);
    }

    private static int Has(WordHints hints, WordHints any) => (hints & any) != 0 ? 1 : 0;

    private static float Flag(bool value) => value ? 1f : 0f;

    private static float Share(int count, int full) => Math.Min((float)count / full, 1f);
}
