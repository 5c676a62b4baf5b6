using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// Computes named, dense features that indicate clickbait or its absence, following Chakraborty et al. 2016, Potthast
/// et al. 2016 and Blom and Hansen 2015. Values range from 0 to 1. Only <c>capitalised share</c> and
/// <c>all-capitals share</c> depend on case; training presents every headline in several casings so that case alone is
/// not decisive.
/// </summary>
public static class ClickbaitCues
{
    /// <summary>Gets the names of the cues, in the order of their values.</summary>
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
        // The name is part of the API and therefore keeps its spelling.
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

    /// <summary>Gets the number of cues.</summary>
    public static int Count => Names.Count;

    /// <summary>Computes the cues of a headline without allocating memory.</summary>
    /// <param name="headline">The tokenized headline.</param>
    /// <param name="known">The vocabulary entries of its tokens.</param>
    /// <param name="cues">Receives one value for each of <see cref="Names"/>.</param>
    internal static void Compute(TokenizedHeadline headline, HeadlineWords known, Span<float> cues)
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
        WordCategories previous = WordCategories.None,
            beforePrevious = WordCategories.None;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (token.Kind != TokenKind.Word)
            {
                numbers += token.Kind == TokenKind.Number ? 1 : 0;
                symbols += token.Kind == TokenKind.Symbol ? 1 : 0;
                (beforePrevious, previous) = (previous, WordCategories.None);
                continue;
            }

            var categories = known.Categories[i];
            words++;
            letters += token.Length;
            capitalized += token.Case != TokenCase.Lower ? 1 : 0;
            upper += token.Case == TokenCase.Upper ? 1 : 0;
            if (categories == WordCategories.None)
            {
                // Fast path: most words are in no category.
                forward |= Has(previous, WordCategories.Demonstrative) == 1;
                (beforePrevious, previous) = (previous, WordCategories.None);
                continue;
            }

            stops += Has(categories, WordCategories.StopWord);
            hyperboles += Has(categories, WordCategories.Hyperbole);
            lists += Has(categories, WordCategories.ListNoun);
            second += Has(categories, WordCategories.SecondPerson);
            first += Has(categories, WordCategories.FirstPerson);
            superlatives += Has(categories, WordCategories.Superlative);
            emotions += Has(categories, WordCategories.Emotion);
            reactions += Has(categories, WordCategories.Reaction);
            reveals += Has(categories, WordCategories.Reveal);
            slang += Has(categories, WordCategories.Slang);
            news += Has(categories, WordCategories.NewsVerb);
            attributed += Has(categories, WordCategories.Attribution);
            onward += Has(categories, WordCategories.Deixis);
            contractions += Has(categories, WordCategories.Negation) * (headline[token][^1] == 't' ? 1 : 0);
            forward |=
                Has(previous, WordCategories.Demonstrative) == 1 && Has(categories, WordCategories.TimeNoun) == 0;
            forward |= i == tokens.Length - 1 && Has(categories, WordCategories.Demonstrative) == 1;
            heresWhy |= Has(previous, WordCategories.Heres) == 1 && Has(categories, WordCategories.QuestionWord) == 1;
            happens |=
                (
                    Has(previous, WordCategories.QuestionWord) == 1
                    && Has(categories, WordCategories.Happening | WordCategories.ThirdPerson) == 1
                )
                || (
                    Has(beforePrevious, WordCategories.QuestionWord) == 1
                    && Has(categories, WordCategories.Happening) == 1
                );
            disbelief |=
                Has(categories, WordCategories.Reaction) == 1
                && Has(previous | beforePrevious, WordCategories.Negation) == 1;
            unnamed |=
                Has(categories, WordCategories.Unnamed) == 1
                && (Has(previous, WordCategories.Demonstrative | WordCategories.Unnamed) == 1);
            modals += Has(previous, WordCategories.SecondPerson) & Has(categories, WordCategories.Modal);
            questionInside |= i > 0 && Has(categories, WordCategories.QuestionWord) == 1;
            (beforePrevious, previous) = (previous, categories);
        }

        var lead = known.Categories[0];
        var numberLead = tokens[0].Kind == TokenKind.Number;
        var listSoon = false;
        for (var i = 1; i < Math.Min(tokens.Length, 6); i++)
        {
            listSoon |= Has(known.Categories[i], WordCategories.ListNoun) == 1;
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
        cues[cue++] = Flag(Has(lead, WordCategories.ThirdPerson | WordCategories.Demonstrative) == 1);
        cues[cue++] = Flag(unnamed);
        cues[cue++] = Share(superlatives, 2);
        cues[cue++] = Share(hyperboles, 3);
        cues[cue++] = Share(emotions, 2);
        cues[cue++] = Share(reactions, 2);
        cues[cue++] = Flag(headline.QuestionMarks > 0);
        cues[cue++] = Flag(Has(lead, WordCategories.QuestionWord) == 1);
        cues[cue++] = Flag(questionInside);
        cues[cue++] = Flag(headline.ExclamationMarks > 0);
        cues[cue++] = Flag(headline.Ellipses > 0);
        cues[cue++] = Share(headline.QuotationMarks, 2);
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
            headline.QuestionMarks > 0
                && second > 0
                && Has(lead, WordCategories.Auxiliary | WordCategories.QuestionWord) == 1
        );
        cues[cue++] = Share(reveals, 2);
        cues[cue++] = Flag(onward > 0);
        cues[cue] = Math.Min((hyperboles + superlatives + emotions) * perWord, 1f);
    }

    private static int Has(WordCategories categories, WordCategories any) => (categories & any) != 0 ? 1 : 0;

    private static float Flag(bool value) => value ? 1f : 0f;

    private static float Share(int count, int full) => Math.Min((float)count / full, 1f);
}
