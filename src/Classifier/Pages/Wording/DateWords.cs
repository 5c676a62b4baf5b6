using System.Collections.Frozen;
using System.Text;

namespace Classifier.Pages.Wording;

/// <summary>Specifies the unit of an age such as "2 hours ago".</summary>
internal enum AgeUnit
{
    /// <summary>Seconds.</summary>
    Second,

    /// <summary>Minutes.</summary>
    Minute,

    /// <summary>Hours.</summary>
    Hour,

    /// <summary>Days.</summary>
    Day,

    /// <summary>Weeks.</summary>
    Week,

    /// <summary>Months.</summary>
    Month,

    /// <summary>Years.</summary>
    Year,
}

/// <summary>Provides the words of dates in lower case, in about 35 languages: month names in the cases and abbreviations that news
/// sites use, weekdays, and the words of ages such as "2 hours ago".</summary>
internal static class DateWords
{
    private static readonly FrozenDictionary<string, int> Months = Index(
        "jan january januar janvier enero ene janeiro gennaio gen januari januára leden ledna styczeń stycznia sty ianuarie ian január janúar tammikuu tammikuuta ocak oca января январь янв січня януари ιανουαρίου ιαν يناير كانون_الثاني ژانویه जनवरी জানুয়ারি জানুয়ারী ஜனவரி جنوری ජනවාරි มกราคม jänner",
        "feb february februar février févr fév febrero fevereiro fev febbraio februari februára únor února luty lutego lut februarie február helmikuu helmikuuta şubat şub февраля февраль фев лютого февруари φεβρουαρίου φεβ فبراير شباط فوریه फरवरी फ़रवरी ফেব্রুয়ারি ফেব্রুয়ারী பிப்ரவரி فروری පෙබරවාරි กุมภาพันธ์ peb februari feber",
        "mar march märz mrz mars marzo março maart maret marec březen března marzec marca martie március maaliskuu maaliskuuta mart марта март мар березня μαρτίου μαρ مارس آذار मार्च মার্চ மார்ச் مارچ මාර්තු มีนาคม mac maa",
        "apr april avril avr abril abr aprile aprila duben dubna kwiecień kwietnia kwi aprilie április huhtikuu huhtikuuta nisan nis апреля апрель апр квітня април απριλίου απρ أبريل ابريل نيسان آوریل अप्रैल এপ্রিল ஏப்ரல் اپریل අප්‍රේල් เมษายน",
        "may mai mayo maio maggio mag mei mája květen května maj maja május toukokuu toukokuuta mayıs мая май травня μαΐου μάιος مايو أيار مه मई মে மே مئی මැයි พฤษภาคม mei maí",
        "jun june juni juin junio junho giugno giu jun júna červen června czerwiec czerwca cze iunie iun június kesäkuu kesäkuuta haziran haz июня июнь июн червня юни ιουνίου ιουν يونيو حزيران ژوئن जून জুন ஜூன் جون ජූනි มิถุนายน",
        "jul july juli juillet juil julio julho luglio lug júla červenec července lipiec lipca lip iulie iul július heinäkuu heinäkuuta temmuz tem июля июль июл липня юли ιουλίου ιουλ يوليو تموز ژوئیه जुलाई জুলাই ஜூலை جولائی ජූලි กรกฎาคม julai",
        "aug august août aou agosto ago augustus agustus augusta srpen srpna sierpień sierpnia sie augusti augusztus elokuu elokuuta ağustos ağu августа август авг серпня αυγούστου αυγ أغسطس آب اوت अगस्त আগস্ট ஆகஸ்ட் اگست අගෝස්තු สิงหาคม ogos agt agu",
        "sep sept september septembre septiembre setiembre setembro settembre set septembra září wrzesień września wrz septembrie szeptember syyskuu syyskuuta eylül eyl сентября сентябрь сен вересня септември σεπτεμβρίου σεπ سبتمبر أيلول سپتامبر सितंबर सितम्बर সেপ্টেম্বর செப்டம்பர் ستمبر සැප්තැම්බර් กันยายน",
        "oct okt october oktober octobre octubre outubro out ottobre ott október októbra říjen října październik października paź octombrie októberi lokakuu lokakuuta ekim eki октября октябрь окт жовтня октомври οκτωβρίου οκτ أكتوبر تشرين_الأول اکتبر अक्टूबर अक्तूबर অক্টোবর அக்டோபர் اکتوبر ඔක්තෝබර් ตุลาคม",
        "nov november novembre noviembre novembro novembra listopad listopadu listopada lis noiembrie noi marraskuu marraskuuta kasım kas ноября ноябрь ноя листопада ноември νοεμβρίου νοε نوفمبر تشرين_الثاني نوامبر नवंबर नवम्बर নভেম্বর நவம்பர் نومبر නොවැම්බර් พฤศจิกายน nop",
        "dec december dezember dez décembre déc diciembre dic dezembro dicembre desember des decembra prosinec prosince grudzień grudnia gru decembrie joulukuu joulukuuta aralık ara декабря декабрь дек грудня декември δεκεμβρίου δεκ ديسمبر كانون_الأول دسامبر दिसंबर दिसम्बर ডিসেম্বর டிசம்பர் دسمبر දෙසැම්බර් ธันวาคม disember"
    );

    private static readonly FrozenDictionary<string, int> EnglishUnits = Index(
        "s sec secs second seconds",
        "m min mins minute minutes",
        "h hr hrs hour hours",
        "d day days",
        "w wk wks week weeks",
        "mo mos month months",
        "y yr yrs year years"
    );

    private static readonly FrozenDictionary<string, int> OtherUnits = Index(
        "sekunde sekunden seconde secondes segundo segundos secondo secondi seconden sekund sekundy sekunder saniye detik giây секунд секунды सेकंड সেকেন্ড 秒 초",
        "minuten minuto minutos minuti minuut minut minuty minuta minuter minutter minuuttia dakika menit phút минут минуты хвилин λεπτά λεπτό دقيقة دقائق मिनट মিনিট நிமிடங்களுக்கு منٹ 分 分钟 分鐘 분",
        "stunde stunden std heure heures hora horas ora ore uur uren godzin godziny godzinę godz hodin hodiny timmar timme timer time tuntia saat jam giờ часов часа час годин години ώρες ώρα ساعة ساعات ساعتين घंटे घंटा ঘণ্টা ঘন্টা மணி گھنٹے 時間 小时 小時 시간",
        "tag tage tagen jour jours día días dia dias giorno giorni dag dagen dagar dage dni dzień dnů zile zi päivää päivä gün hari ngày дней дня день днів ημέρες ημέρα μέρες يوم أيام يومين दिन দিন دن 日 天 일",
        "woche wochen semaine semaines semana semanas settimana settimane weken tygodni tygodnie týdnů veckor uker viikkoa hafta minggu pekan tuần недели неделю недель أسبوع أسابيع सप्ताह हफ्ते সপ্তাহ 週間 周 週 주",
        "monat monate monaten mois mes meses mês mese mesi maand maanden miesiące miesięcy měsíců månader måneder kuukautta ay bulan tháng месяцев месяца месяц شهر أشهر महीने মাস か月 ヶ月 个月 個月 개월",
        "jahr jahre jahren an ans année années año años ano anos anno anni jaar jaren lat lata roky år vuotta yıl tahun năm лет года год سنة سنوات साल वर्ष বছর 年 년"
    );

    private static readonly FrozenSet<string> Markers = Set(
        "ago vor y_a hace há atrás fa geleden temu před acum în_urmă sedan siden sitten önce lalu yang_lalu trước назад тому πριν منذ قبل पहले আগে முன் پہلے 前 전 cách_đây"
    );

    private static readonly FrozenSet<string> Connectors = Set(
        "at on of the published updated posted last t z de del du le la les à às as um am den der vom o om op kl klo kello pukul ob r г року godz uur uhr ora ore il di da em no na a st nd rd th er º ª ten i publicado publicada actualizado actualizada atualizado atualizada publié mis jour modifié pubblicato aggiornato veröffentlicht aktualisiert stand erstellt geplaatst bijgewerkt gepubliceerd opublikowano aktualizacja publicat publicerad uppdaterad publisert oppdatert julkaistu päivitetty güncelleme yayınlanma diterbitkan diperbarui cập nhật lúc ngày обновлено опубликовано оновлено δημοσίευση ενημέρωση نشر تحديث في प्रकाशित अपडेट को প্রকাশ আপডেট প্রকাশিত hrs h 分 분"
    );

    private static readonly FrozenSet<string> Weekdays = Set(
        "mon monday tue tues tuesday wed wednes wednesday thu thur thurs thursday fri friday sat saturday sun sunday mo tu we th fr sa su di mi do so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb segunda terça quarta quinta sexta feira seg ter qua qui sex lunedì martedì mercoledì giovedì venerdì sabato domenica gio dom maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle luni marți miercuri joi vineri sâmbătă duminică hétfő kedd szerda csütörtök péntek szombat vasárnap måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai pazartesi salı çarşamba perşembe cuma cumartesi pazar senin selasa rabu kamis jumat sabtu minggu thứ hai ba tư năm sáu bảy chủ nhật понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс понеділок вівторок середа четвер пʼятниця субота неділя δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার 月 火 水 木 金 土 日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 월요일 화요일 수요일 목요일 금요일 토요일 일요일 월 화 수 목 금 토 일"
    );

    private static readonly FrozenSet<string> Today = Set(
        "heute hoy hoje oggi vandaag dziś dzisiaj dnes astăzi azi idag tänään bugün сегодня сьогодні днес σήμερα اليوم आज আজ 今日 今天 오늘"
    );

    private static readonly FrozenSet<string> Yesterday = Set(
        "gestern ayer ontem hier ieri gisteren wczoraj včera tegnap igår eilen dün kemarin вчера вчора χθες أمس গতকাল 昨日 昨天 어제"
    );

    /// <summary>Returns the number of a month, 1 to 12; 0 for other words.</summary>
    public static int GetMonth(string word) => Months.TryGetValue(word, out var month) ? month + 1 : 0;

    /// <summary>Returns the unit that a word names, and whether the word is English; null for other words.</summary>
    public static (AgeUnit Unit, bool IsEnglish)? GetUnit(string word) =>
        EnglishUnits.TryGetValue(word, out var unit) ? ((AgeUnit)unit, true)
        : OtherUnits.TryGetValue(word, out unit) ? ((AgeUnit)unit, false)
        : null;

    /// <summary>Determines whether a word marks an age, such as "ago".</summary>
    public static bool IsMarker(string word) => Markers.Contains(word);

    /// <summary>Determines whether a word can stand beside a date, such as "published" or "at".</summary>
    public static bool IsConnector(string word) => Connectors.Contains(word);

    /// <summary>Determines whether a word is a weekday.</summary>
    public static bool IsWeekday(string word) => Weekdays.Contains(word);

    /// <summary>Returns the number of days before the date of the page that a word such as "gestern" means; null for other
    /// words.</summary>
    public static int? GetDaysAgo(string word) =>
        word == "today" || Today.Contains(word) ? 0
        : word == "yesterday" || Yesterday.Contains(word) ? 1
        : null;

    private static FrozenDictionary<string, int> Index(params string[] lines)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (value, line) in lines.Index())
        {
            foreach (var word in Split(line))
            {
                index.TryAdd(word, value);
            }
        }

        return index.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenSet<string> Set(string line) => Split(line).ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<string> Split(string line) =>
        line.Split(' ').Select(word => word.Replace('_', ' ').Normalize(NormalizationForm.FormC));
}
