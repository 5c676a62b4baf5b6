namespace Classifier.Features;

/// <summary>Specifies the lexicon categories of a word.</summary>
[Flags]
internal enum WordCategories
{
    None = 0,
    SecondPerson = 1 << 0,
    FirstPerson = 1 << 1,
    ThirdPerson = 1 << 2,
    Demonstrative = 1 << 3,
    Heres = 1 << 4,
    QuestionWord = 1 << 5,
    Superlative = 1 << 6,
    Hyperbole = 1 << 7,
    Emotion = 1 << 8,
    Reaction = 1 << 9,
    ListNoun = 1 << 10,
    Unnamed = 1 << 11,
    Reveal = 1 << 12,
    Modal = 1 << 13,
    Negation = 1 << 14,
    Slang = 1 << 15,
    StopWord = 1 << 16,
    NewsVerb = 1 << 17,
    Attribution = 1 << 18,
    TimeNoun = 1 << 19,
    Auxiliary = 1 << 20,
    Happening = 1 << 21,
    Deixis = 1 << 22,
    Foreign = 1 << 23,
}

/// <summary>
/// Provides the word lists behind the clickbait cues and the language detector. Words are lower-cased and have no
/// apostrophes.
/// </summary>
internal static class CueLexicon
{
    /// <summary>
    /// Gets the categories of each word. Every <see cref="Vocabulary"/> copies them when it is built.
    /// </summary>
    public static Dictionary<string, WordCategories> Words { get; } = Build();

    private static Dictionary<string, WordCategories> Build()
    {
        var words = new Dictionary<string, WordCategories>(StringComparer.Ordinal);
        void Add(WordCategories category, string list)
        {
            foreach (var word in list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                words[word] = words.GetValueOrDefault(word) | category;
            }
        }

        Add(WordCategories.SecondPerson, "you your yours yourself youre youll youve youd ya yall u ur");
        Add(WordCategories.FirstPerson, "i me my mine myself im ive id ill we us our ours were weve well ourselves");
        Add(WordCategories.ThirdPerson, "he she they it his her him them their its hes shes theyre theyve hed shed");
        Add(WordCategories.Demonstrative, "this these that those");
        Add(WordCategories.Heres, "heres here thats theres");
        Add(WordCategories.QuestionWord, "what why how who when where which whats whos hows whys whose");
        Add(
            WordCategories.Superlative,
            "best worst most least biggest greatest largest smallest cutest coolest craziest hottest weirdest funniest "
                + "strangest scariest saddest happiest easiest hardest sexiest deadliest richest oldest youngest prettiest "
                + "ugliest dumbest smartest cheapest sweetest ultimate perfect top favorite favourite greatest finest"
        );
        Add(
            WordCategories.Hyperbole,
            "amazing incredible unbelievable shocking insane epic hilarious stunning mind blowing mindblowing jaw dropping "
                + "jawdropping awesome brilliant genius adorable gorgeous breathtaking bizarre crazy wild weird creepy terrifying "
                + "horrifying outrageous ridiculous absurd magical totally absolutely literally seriously completely insanely "
                + "incredibly ridiculously unbelievably extremely ever everything never forever instantly immediately everyone "
                + "nobody epically legendary iconic spectacular massive huge explosive bombshell wildest savage brutal brutally "
                + "unreal phenomenal mindboggling heartbreaking heartwarming hysterical priceless flawless badass beautiful "
                + "beautifully powerful game changer changing life hack hacks hottest sizzling viral bizarrely shockingly"
        );
        Add(
            WordCategories.Emotion,
            "love hate cry crying tears laugh laughing heart hearts melt furious angry outrage outraged feels feel scared "
                + "terrified jealous obsessed hurt broke breaks break smile goosebumps chills swoon excited upset stunned shocked "
                + "speechless freaking freak loses lost mad happy sad wow omg faith humanity restore cringe"
        );
        Add(
            WordCategories.Reaction,
            "react reacts reacted reaction reactions respond responds response believe guess imagine realize realise "
                + "happened happens happen wait find discover learn see look watch meet check know expect expected surprise "
                + "surprised surprising surprisingly internet twitter everyone people fans trolled slams slammed"
        );
        Add(
            WordCategories.ListNoun,
            "things thing ways way reasons reason times signs facts tips tricks photos pictures pics people moments quotes "
                + "questions secrets lessons mistakes gifs tweets celebs celebrities products gifts ideas recipes movies films songs "
                + "books places struggles stages types kinds words steps hacks rules myths habits foods outfits looks memes jokes "
                + "men women guys girls dogs cats kids stars items examples images videos stories truths problems thoughts"
        );
        Add(
            WordCategories.Unnamed,
            "thing something someone somebody anyone guy man woman girl boy mom dad teen kid couple actor actress star celeb "
                + "simple trick one reason person place secret question country city team"
        );
        Add(
            WordCategories.Reveal,
            "secret secrets reveal reveals revealed truth real really actually hidden finally exposed mystery mysterious "
                + "behind inside untold unknown surprising unexpected confession confessions leaked banned exclusive"
        );
        Add(WordCategories.Modal, "need needs should must have gotta want can could will might try stop start never");
        Add(
            WordCategories.Negation,
            "wont cant dont didnt doesnt isnt arent wasnt shouldnt couldnt wouldnt not no never havent"
        );
        Add(
            WordCategories.Slang,
            "omg lol wtf lmao af bae lit omfg yas yass slay slays squad goals totes awks deets fam hella dude bro bros yay ugh "
                + "wow oops meh tbh fml selfie selfies hottie"
        );
        Add(
            WordCategories.StopWord,
            "a an the and or but if of in on at to for from by with about as into over after before than then so is are was "
                + "were be been being am do does did has had have will would can could should may might must this that these those "
                + "it its he she they them his her their you your i me my we us our who what which when where why how all any both "
                + "each few more most other some such no not only own same too very just out up down off again here there"
        );
        Add(
            WordCategories.NewsVerb,
            "kills killed dies died arrested arrests charged sentenced jailed convicted announces announced launches launched "
                + "wins won beats beat defeats defeated loses plans approves approved rejects rejected votes voted signs passes "
                + "passed urges urged warns warned seeks vows denies denied admits resigns resigned appoints appointed names named "
                + "opens closes cuts raises rises rose falls fell drops surges hits injured wounded attacks attacked strikes struck "
                + "agrees orders ordered sues sued bans backs blocks calls faces files probes elected meets leads joins reports "
                + "overturns upholds grants halts suspends suspended recalls confirms confirmed"
        );
        Add(
            WordCategories.Attribution,
            "says said say report reports sources officials official minister police court government president judge study "
                + "poll according spokesman analyst senate parliament congress pm mp ceo"
        );
        Add(
            WordCategories.TimeNoun,
            "week weekend month year morning evening afternoon summer winter spring autumn fall season monday tuesday "
                + "wednesday thursday friday saturday sunday january february march april may june july august september october "
                + "november december today tomorrow yesterday tonight time christmas quarter decade century"
        );
        Add(WordCategories.Auxiliary, "is are was were do does did can could will would should has have am isnt arent");
        Add(
            WordCategories.Happening,
            "happened happens next did said did does doing looks look means thinks really like does"
        );
        Add(WordCategories.Deixis, "next here inside below now ahead");
        // Frequent words of other languages in Latin script that are not also English words.
        Add(
            WordCategories.Foreign,
            "der die das und nicht ist ein eine mit für auf von zu den dem im le les une des et est dans pour avec sur du au aux "
                + "que qui ce el los las una por para con del se y su más como il che di della per non è um uma não os na em da do "
                + "het een van en niet och"
        );
        return words;
    }
}
