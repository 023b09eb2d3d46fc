#include "base/words.h"
#include "tests/support/texts.h"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace familiar {
namespace {

const std::map<std::string, std::vector<std::string>>& sentences() {
    static const std::map<std::string, std::vector<std::string>> k_sentences = {
        {"en",
         {"The ferry leaves at nine from the old harbour.",
          "We are meeting on Thursday behind the church hall.",
          "Does anybody know a good plumber around here?",
          "I have never seen so many people at the market.",
          "She said that her brother would bring the ladder.",
          "Please do not feed the ducks.",
          "It was raining when they came home.",
          "My dog is afraid of thunder.",
          "What time does the library close?",
          "He gave me his old bicycle for free.",
          "You should try the soup, it is delicious.",
          "There are three new books on the shelf.",
          "Thanks for the lovely evening!",
          "The bridge is closed until Monday.",
          "I would like to borrow a drill for the weekend.",
          "Our neighbours are moving to the coast.",
          "Can you send me the recipe?",
          "This is the best bread in town.",
          "They have been waiting for an hour.",
          "Nobody knew where the key was."}},
        {"de",
         {"Die Fähre fährt um neun Uhr vom alten Hafen ab.",
          "Wir treffen uns am Donnerstag hinter der Kirche.",
          "Weiß jemand, wo es hier einen guten Klempner gibt?",
          "Ich habe noch nie so viele Menschen auf dem Markt gesehen.",
          "Sie sagte, dass ihr Bruder die Leiter mitbringt.",
          "Bitte füttert die Enten nicht.",
          "Es regnete, als sie nach Hause kamen.",
          "Mein Hund hat Angst vor dem Gewitter.",
          "Wann schließt die Bücherei?",
          "Er hat mir sein altes Fahrrad geschenkt.",
          "Ihr solltet die Suppe probieren, sie ist köstlich.",
          "Im Regal stehen drei neue Bücher.",
          "Danke für den schönen Abend!",
          "Die Brücke ist bis Montag gesperrt.",
          "Ich möchte mir für das Wochenende eine Bohrmaschine leihen.",
          "Unsere Nachbarn ziehen an die Küste.",
          "Kannst du mir das Rezept schicken?",
          "Das ist das beste Brot der Stadt.",
          "Sie warten schon seit einer Stunde.",
          "Niemand wusste, wo der Schlüssel war."}},
        {"es",
         {"El ferry sale a las nueve del puerto viejo.",
          "Nos vemos el jueves detrás de la iglesia.",
          "¿Alguien conoce un buen fontanero por aquí?",
          "Nunca he visto tanta gente en el mercado.",
          "Ella dijo que su hermano traería la escalera.",
          "Por favor, no den de comer a los patos.",
          "Llovía cuando llegaron a casa.",
          "Mi perro tiene miedo de los truenos.",
          "¿A qué hora cierra la biblioteca los sábados?",
          "Me regaló su bicicleta vieja.",
          "Tienes que probar la sopa, está muy rica.",
          "Hay tres libros nuevos en el estante.",
          "¡Gracias por la velada tan bonita!",
          "El puente está cerrado hasta el lunes.",
          "Quiero pedir prestado un taladro para el fin de semana.",
          "Nuestros vecinos se mudan a la costa.",
          "¿Me puedes mandar la receta?",
          "Este es el mejor pan de la ciudad.",
          "Llevan una hora esperando en la calle.",
          "Nadie sabía dónde estaba la llave."}},
        {"pt",
         {"O barco sai às nove do porto velho.",
          "Encontramo-nos na quinta-feira atrás da igreja.",
          "Alguém conhece um bom canalizador por aqui?",
          "Eu nunca vi tanta gente no mercado.",
          "Ela disse que o irmão dela ia trazer a escada.",
          "Por favor, não deem comida aos patos.",
          "Estava a chover quando eles chegaram a casa.",
          "O meu cão tem medo dos trovões.",
          "A que horas é que a biblioteca fecha ao sábado?",
          "Ele deu-me a sua bicicleta velha.",
          "Você tem que provar a sopa, é muito boa.",
          "Há três livros novos na estante.",
          "Obrigado pela noite tão bonita!",
          "A ponte está fechada até segunda-feira.",
          "Eu queria pedir um berbequim para o fim de semana.",
          "Os nossos vizinhos vão mudar-se para a costa.",
          "Você pode me mandar a receita?",
          "Este é o melhor pão da cidade.",
          "Eles estão à espera há uma hora.",
          "Ninguém sabia onde estava a chave."}},
        {"fr",
         {"Le ferry part à neuf heures du vieux port.",
          "On se retrouve jeudi derrière l’église.",
          "Est-ce que quelqu'un connaît un bon plombier par ici ?",
          "Je n'ai jamais vu autant de monde au marché.",
          "Elle a dit que son frère apporterait l'échelle.",
          "Merci de ne pas nourrir les canards.",
          "Il pleuvait quand ils sont rentrés.",
          "Mon chien a peur de l'orage.",
          "À quelle heure ferme la bibliothèque ?",
          "Il m'a donné son vieux vélo.",
          "Tu devrais goûter la soupe, elle est délicieuse.",
          "Il y a trois nouveaux livres sur l'étagère.",
          "Merci pour cette belle soirée !",
          "Le pont est fermé jusqu'à lundi.",
          "Je voudrais emprunter une perceuse pour le week-end.",
          "Nos voisins déménagent sur la côte.",
          "Tu peux m'envoyer la recette ?",
          "C'est le meilleur pain de la ville.",
          "Ils attendent depuis une heure.",
          "Personne ne savait où était la clé."}},
        {"it",
         {"Il traghetto parte alle nove dal vecchio porto.",
          "Ci vediamo giovedì dietro la chiesa.",
          "Qualcuno conosce un bravo idraulico da queste parti?",
          "Non ho mai visto tanta gente al mercato.",
          "Lei ha detto che suo fratello avrebbe portato la scala.",
          "Per favore, non date da mangiare alle anatre.",
          "Pioveva quando sono tornati a casa.",
          "Il mio cane ha paura dei tuoni.",
          "A che ora chiude la biblioteca?",
          "Mi ha regalato la sua vecchia bicicletta.",
          "Devi provare la zuppa, è buonissima.",
          "Ci sono tre libri nuovi sullo scaffale.",
          "Grazie per la bella serata!",
          "Il ponte è chiuso fino a lunedì.",
          "Vorrei prendere in prestito un trapano per il fine settimana.",
          "I nostri vicini si trasferiscono sulla costa.",
          "Mi puoi mandare la ricetta?",
          "Questo è il pane migliore della città.",
          "Loro aspettano già da un’ora alla fermata.",
          "Nessuno sapeva dove fosse la chiave."}},
        {"nl",
         {"De veerboot vertrekt om negen uur uit de oude haven.", "Wij zien elkaar donderdag achter de kerk.",
          "Ik heb nog nooit zo veel mensen op de markt gezien.", "Het was aan het regenen toen zij thuis kwamen.",
          "Kun je mij het recept sturen?"}},
        {"sv",
         {"Färjan går klockan nio från den gamla hamnen.", "Vi ses på torsdag bakom kyrkan.",
          "Jag har aldrig sett så mycket folk på torget.", "Det regnade när de kom hem.",
          "Kan du skicka mig receptet?"}},
    };
    return k_sentences;
}

TEST(Language, of_whole_sentences) {
    for (const auto& [language, examples] : sentences()) {
        for (const std::string& sentence : examples) EXPECT_EQ(language_of(sentence), language) << sentence;
    }
}

TEST(Language, falls_back_to_english) {
    for (const char* text :
         {"", "ok", "Berlin", "in", "die", "🎉🎉", "12:30", "https://example.org/le/la/les", "@der #und",
          "Привет, как дела?", "今日は晴れ", "Schadenfreude is a German word that the English like to use.",
          "She calls it la dolce vita and laughs."}) {
        EXPECT_EQ(language_of(text), "en") << text;
    }
}

TEST(Language, of_a_long_text_is_decided_by_its_beginning) {
    std::string text = "Wir treffen uns am Donnerstag hinter der Kirche, und dann gehen wir nach Hause. ";
    for (int i = 0; i < 5; ++i) text += text;
    EXPECT_EQ(language_of(text), "de");
}

RC_GTEST_PROP(Language, is_the_same_for_words_and_text, ()) {
    const std::string text = *test::any_text();
    RC_ASSERT(language_of(text) == language_of(text, words_of(text)));
}

TEST(FunctionWords, say_nothing_about_the_topic) {
    EXPECT_TRUE(is_function_word("the", "en"));
    EXPECT_TRUE(is_function_word("fur", "de"));
    EXPECT_TRUE(is_function_word("que", "es"));
    EXPECT_FALSE(is_function_word("garden", "en"));
    EXPECT_FALSE(is_function_word("the", "de"));
    EXPECT_FALSE(is_function_word("the", "xx"));
    EXPECT_FALSE(is_function_word("", "en"));
}

TEST(FunctionWords, are_folded_as_words_of_folds_them) {
    const auto codes = known_languages();
    EXPECT_EQ(codes.front(), "en");
    for (const std::string_view code : codes) {
        EXPECT_NE(stem_of("gardening", code), "");
        for (const char* word : {"a", "in", "no"}) EXPECT_EQ(folded(word), word);
    }
}

}  // namespace
}  // namespace familiar
