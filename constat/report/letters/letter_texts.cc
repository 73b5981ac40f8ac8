#include "constat/report/letters/letter_texts.h"

namespace constat::report {
namespace {

constexpr LetterTexts kEnglish{
    .tag = "en",
    .right_to_left = false,
    .months = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
               "October", "November", "December"},
    .date = "{day} {month} {year}, {time} UTC",
    .heading = "Your voting code",
    .from = "From",
    .region = "You vote in",
    .reference = "Your number",
    .asked = "What you are asked",
    .period = "You can vote from {opening} until {closing}.",
    .code = "Your code \u2013 keep it secret",
    .qr = "QR code of your voting code",
    .part =
        "This is part {number} of {count} of your code. You get each part in a letter of its own, and you "
        "need all of them to vote.",
    .how = "How to vote",
    .open_at = "Open {url} in a web browser.",
    .open = "Open the voting page. Its address is published by the organiser.",
    .type_one = "Type in the code above, or scan the square beside it.",
    .type_all = "Type in all parts of your code, or scan the square on each letter.",
    .choose =
        "Choose your answer. The page then shows a line of letters and digits that stands for your ballot. "
        "Write it down here:",
    .send = "Send your ballot. Wait for the receipt and keep it.",
    .test =
        "Would you like to test whether your device is honest? Before sending, choose to test it. It must "
        "then show what it has encrypted, and you can check that on another device. A test is not counted; "
        "you then vote afresh.",
    .good_to_know = "Good to know",
    .again =
        "You may vote again as long as voting is open, {max} times in all. Only your last vote counts. If "
        "somebody watched or pressed you, vote once more when you are alone.",
    .once = "You can vote only once. A vote that has been sent cannot be changed.",
    .secret =
        "Whoever has this code can vote in your place. Show it to nobody, and destroy this letter when "
        "voting is over.",
    .never_asked = "Nobody will ever ask you for this code by telephone, by e-mail or at your door.",
    .check = "After the vote, see at {url} that your ballot is in the count.",
    .questions = "Questions, or was this letter already open? {contact}",
    .fingerprint = "Fingerprint of this referendum. Every program that checks the vote must show the same:",
};

constexpr LetterTexts kGerman{
    .tag = "de",
    .right_to_left = false,
    .months = {"Januar", "Februar", "M\u00e4rz", "April", "Mai", "Juni", "Juli", "August", "September",
               "Oktober", "November", "Dezember"},
    .date = "{day}. {month} {year}, {time} UTC",
    .heading = "Ihr Abstimmungscode",
    .from = "Absender",
    .region = "Sie stimmen ab in",
    .reference = "Ihre Nummer",
    .asked = "Wor\u00fcber abgestimmt wird",
    .period = "Sie k\u00f6nnen vom {opening} bis zum {closing} abstimmen.",
    .code = "Ihr Code \u2013 halten Sie ihn geheim",
    .qr = "QR-Code Ihres Abstimmungscodes",
    .part =
        "Dies ist Teil {number} von {count} Ihres Codes. Jeder Teil kommt in einem eigenen Brief; zum "
        "Abstimmen brauchen Sie alle.",
    .how = "So stimmen Sie ab",
    .open_at = "\u00d6ffnen Sie {url} in einem Browser.",
    .open = "\u00d6ffnen Sie die Abstimmungsseite. Der Veranstalter gibt ihre Adresse bekannt.",
    .type_one = "Geben Sie den Code ein, oder scannen Sie das Quadrat daneben.",
    .type_all = "Geben Sie alle Teile Ihres Codes ein, oder scannen Sie das Quadrat auf jedem Brief.",
    .choose =
        "W\u00e4hlen Sie Ihre Antwort. Die Seite zeigt dann eine Zeile aus Buchstaben und Ziffern, die "
        "f\u00fcr Ihre Stimme steht. Schreiben Sie sie hier auf:",
    .send = "Senden Sie Ihre Stimme ab. Warten Sie auf die Quittung, und behalten Sie sie.",
    .test =
        "M\u00f6chten Sie pr\u00fcfen, ob Ihr Ger\u00e4t ehrlich ist? W\u00e4hlen Sie vor dem Absenden "
        "die Pr\u00fcfung. Das Ger\u00e4t muss dann zeigen, was es verschl\u00fcsselt hat, und Sie "
        "k\u00f6nnen das auf einem anderen Ger\u00e4t nachpr\u00fcfen. Die Probe z\u00e4hlt nicht; danach "
        "stimmen Sie neu ab.",
    .good_to_know = "Gut zu wissen",
    .again =
        "Solange die Abstimmung l\u00e4uft, k\u00f6nnen Sie noch einmal abstimmen, insgesamt {max} Mal. Nur "
        "Ihre letzte Stimme z\u00e4hlt. Hat Ihnen jemand zugesehen oder Sie gedr\u00e4ngt, dann stimmen Sie "
        "noch einmal ab, wenn Sie allein sind.",
    .once =
        "Sie k\u00f6nnen nur einmal abstimmen. Eine abgesendete Stimme l\u00e4sst sich nicht \u00e4ndern.",
    .secret =
        "Wer diesen Code hat, kann an Ihrer Stelle abstimmen. Zeigen Sie ihn niemandem, und vernichten Sie "
        "diesen Brief nach der Abstimmung.",
    .never_asked = "Niemand wird Sie je am Telefon, per E-Mail oder an der T\u00fcr nach diesem Code fragen.",
    .check = "Nach der Abstimmung sehen Sie auf {url}, dass Ihre Stimme mitgez\u00e4hlt ist.",
    .questions = "Fragen, oder war dieser Brief schon offen? {contact}",
    .fingerprint =
        "Fingerabdruck dieser Abstimmung. Jedes Programm, das sie pr\u00fcft, muss denselben zeigen:",
};

constexpr LetterTexts kFrench{
    .tag = "fr",
    .right_to_left = false,
    .months = {"janvier", "f\u00e9vrier", "mars", "avril", "mai", "juin", "juillet", "ao\u00fbt", "septembre",
               "octobre", "novembre", "d\u00e9cembre"},
    .date = "{day} {month} {year}, {time} UTC",
    .heading = "Votre code de vote",
    .from = "Exp\u00e9diteur",
    .region = "Vous votez \u00e0",
    .reference = "Votre num\u00e9ro",
    .asked = "Ce qui vous est demand\u00e9",
    .period = "Vous pouvez voter du {opening} au {closing}.",
    .code = "Votre code \u2013 gardez-le secret",
    .qr = "Code QR de votre code de vote",
    .part =
        "Ceci est la partie {number} sur {count} de votre code. Chaque partie arrive dans sa propre "
        "lettre\u00a0; il vous les faut toutes pour voter.",
    .how = "Comment voter",
    .open_at = "Ouvrez {url} dans un navigateur.",
    .open = "Ouvrez la page de vote. L\u2019organisateur en publie l\u2019adresse.",
    .type_one = "Tapez le code ci-dessus, ou scannez le carr\u00e9 \u00e0 c\u00f4t\u00e9.",
    .type_all = "Tapez toutes les parties de votre code, ou scannez le carr\u00e9 de chaque lettre.",
    .choose =
        "Choisissez votre r\u00e9ponse. La page montre alors une ligne de lettres et de chiffres qui "
        "d\u00e9signe votre bulletin. Notez-la ici\u00a0:",
    .send = "Envoyez votre bulletin. Attendez le re\u00e7u et conservez-le.",
    .test =
        "Voulez-vous v\u00e9rifier que votre appareil est honn\u00eate\u00a0? Avant l\u2019envoi, "
        "choisissez de le tester. Il doit alors montrer ce qu\u2019il a chiffr\u00e9, et vous "
        "pouvez le contr\u00f4ler sur un autre appareil. Un test ne compte pas\u00a0; vous votez "
        "ensuite \u00e0 nouveau.",
    .good_to_know = "Bon \u00e0 savoir",
    .again =
        "Tant que le vote est ouvert, vous pouvez voter \u00e0 nouveau, {max} fois en tout. Seul votre "
        "dernier vote compte. Si quelqu\u2019un vous a observ\u00e9 ou a fait pression, votez encore une "
        "fois quand vous \u00eates seul.",
    .once = "Vous ne pouvez voter qu\u2019une fois. Un vote envoy\u00e9 ne peut plus \u00eatre chang\u00e9.",
    .secret =
        "Quiconque a ce code peut voter \u00e0 votre place. Ne le montrez \u00e0 personne, et "
        "d\u00e9truisez cette lettre une fois le vote termin\u00e9.",
    .never_asked =
        "Personne ne vous demandera jamais ce code par t\u00e9l\u00e9phone, par courriel ou "
        "\u00e0 votre porte.",
    .check = "Apr\u00e8s le vote, voyez sur {url} que votre bulletin est bien compt\u00e9.",
    .questions = "Des questions, ou cette lettre \u00e9tait-elle d\u00e9j\u00e0 ouverte\u00a0? {contact}",
    .fingerprint =
        "Empreinte de ce r\u00e9f\u00e9rendum. Tout programme qui v\u00e9rifie le vote doit "
        "montrer la m\u00eame\u00a0:",
};

constexpr LetterTexts kUkrainian{
    .tag = "uk",
    .right_to_left = false,
    .months = {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
               "жовтня", "листопада", "грудня"},
    .date = "{day} {month} {year} р., {time} UTC",
    .heading = "Ваш код для голосування",
    .from = "Відправник",
    .region = "Ви голосуєте в регіоні",
    .reference = "Ваш номер",
    .asked = "Про що вас питають",
    .period = "Голосувати можна від {opening} до {closing}.",
    .code = "Ваш код – тримайте його в таємниці",
    .qr = "QR-код вашого коду для голосування",
    .part =
        "Це частина {number} з {count} вашого коду. Кожна частина надходить окремим листом; щоб "
        "проголосувати, потрібні всі.",
    .how = "Як голосувати",
    .open_at = "Відкрийте {url} у браузері.",
    .open = "Відкрийте сторінку голосування. Її адресу оприлюднює організатор.",
    .type_one = "Введіть код, надрукований вище, або зіскануйте квадрат поруч.",
    .type_all = "Введіть усі частини свого коду або зіскануйте квадрат на кожному листі.",
    .choose =
        "Оберіть відповідь. Сторінка покаже рядок літер і цифр, що позначає ваш бюлетень. Запишіть його тут:",
    .send = "Надішліть бюлетень. Дочекайтеся квитанції та збережіть її.",
    .test =
        "Хочете перевірити, чи ваш пристрій чесний? Перед надсиланням оберіть перевірку. Тоді пристрій "
        "мусить показати, що саме він зашифрував, і це можна перевірити на іншому пристрої. Перевірка не "
        "рахується; після неї ви голосуєте заново.",
    .good_to_know = "Варто знати",
    .again =
        "Поки триває голосування, ви можете проголосувати ще раз, загалом до {max} разів. Зараховується "
        "лише останній голос. Якщо хтось за вами стежив або тиснув на вас, проголосуйте ще раз, коли "
        "будете на самоті.",
    .once = "Проголосувати можна лише один раз. Надісланий голос змінити не можна.",
    .secret =
        "Той, хто має цей код, може проголосувати замість вас. Не показуйте його нікому, а після "
        "голосування знищте цей лист.",
    .never_asked = "Ніхто ніколи не питатиме у вас цей код телефоном, електронною поштою чи біля дверей.",
    .check = "Після голосування на {url} можна побачити, що ваш бюлетень зараховано.",
    .questions = "Маєте запитання або лист уже було відкрито? {contact}",
    .fingerprint =
        "Відбиток цього референдуму. Кожна програма, що перевіряє голосування, має показувати такий самий:",
};

constexpr std::array<LetterTexts, 4> kAll{kEnglish, kGerman, kFrench, kUkrainian};

}  // namespace

std::span<const LetterTexts> AllLetterTexts() { return kAll; }

}  // namespace constat::report
