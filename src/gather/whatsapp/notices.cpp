#include "gather/whatsapp/notices.h"

#include "gather/whatsapp/marks.h"

#include <algorithm>
#include <array>

namespace familiar::gather::whatsapp {

namespace {

// Whole messages, in lower case (ASCII) without marks and final full stop.
constexpr auto k_notices = std::to_array<std::string_view>({
    // English
    "<media omitted>",
    "image omitted",
    "video omitted",
    "audio omitted",
    "sticker omitted",
    "gif omitted",
    "document omitted",
    "contact card omitted",
    "video note omitted",
    "voice message omitted",
    "<view once voice message omitted>",
    "<video message omitted>",
    "this message was deleted",
    "you deleted this message",
    "null",
    "missed voice call",
    "missed video call",
    "missed group voice call",
    "missed group video call",
    "waiting for this message",
    "waiting for this message. this may take a while",
    // German
    "<medien ausgeschlossen>",
    "<medien weggelassen>",
    "bild weggelassen",
    "video weggelassen",
    "audio weggelassen",
    "sticker weggelassen",
    "gif weggelassen",
    "dokument weggelassen",
    "kontaktkarte ausgelassen",
    "kontaktkarte weggelassen",
    "diese nachricht wurde gelöscht",
    "du hast diese nachricht gelöscht",
    "verpasster sprachanruf",
    "verpasster videoanruf",
    // Spanish
    "<multimedia omitido>",
    "<archivo omitido>",
    "imagen omitida",
    "video omitido",
    "audio omitido",
    "sticker omitido",
    "gif omitido",
    "documento omitido",
    "tarjeta de contacto omitida",
    "se eliminó este mensaje",
    "este mensaje fue eliminado",
    "eliminaste este mensaje",
    "llamada perdida",
    "videollamada perdida",
    // French
    "<médias omis>",
    "<fichier omis>",
    "image absente",
    "vidéo absente",
    "audio omis",
    "sticker omis",
    "gif retiré",
    "document manquant",
    "fiche contact manquante",
    "ce message a été supprimé",
    "vous avez supprimé ce message",
    "appel vocal manqué",
    "appel vidéo manqué",
    // Portuguese
    "<mídia oculta>",
    "<arquivo de mídia oculto>",
    "<ficheiro não revelado>",
    "imagem ocultada",
    "imagem omitida",
    "vídeo omitido",
    "vídeo ocultado",
    "áudio omitido",
    "áudio ocultado",
    "figurinha omitida",
    "figurinha ocultada",
    "mensagem apagada",
    "esta mensagem foi apagada",
    "você apagou esta mensagem",
    "chamada de voz perdida",
    "chamada de vídeo perdida",
    // Italian
    "<media omessi>",
    "immagine omessa",
    "video omesso",
    "audio omesso",
    "sticker non incluso",
    "gif esclusa",
    "documento omesso",
    "questo messaggio è stato eliminato",
    "hai eliminato questo messaggio",
    "chiamata vocale persa",
    "videochiamata persa",
    // Dutch
    "<media weggelaten>",
    "afbeelding weggelaten",
    "document weggelaten",
    "dit bericht is verwijderd",
    "u hebt dit bericht verwijderd",
    "je hebt dit bericht verwijderd",
    "gemiste spraakoproep",
    "gemiste video-oproep",
    // Turkish, Polish, Russian, Indonesian
    "<medya dahil edilmedi>",
    "görüntü dahil edilmedi",
    "bu mesaj silindi",
    "bu mesajı sildiniz",
    "<pominięto multimedia>",
    "ta wiadomość została usunięta",
    "<без медиафайлов>",
    "данное сообщение удалено",
    "вы удалили данное сообщение",
    "<media tidak disertakan>",
    "pesan ini telah dihapus",
    "anda telah menghapus pesan ini",
});

// How notices begin whose end differs from chat to chat; only where the app marked them as its own.
constexpr auto k_marked_starts = std::to_array<std::string_view>({
    "messages and calls are end-to-end encrypted",
    "messages to this chat and calls are now secured",
    "messages to this group are now secured",
    "this message was deleted by",
    "voice call",
    "video call",
    "missed ",
    "you ",
    "this business",
    "your security code",
    "nachrichten und anrufe sind ende-zu-ende",
    "los mensajes y las llamadas están cifrados",
    "les messages et les appels sont chiffrés",
    "les messages et appels sont chiffrés",
    "as mensagens e as ligações são protegidas",
    "i messaggi e le chiamate sono",
    "berichten en oproepen worden end-to-end",
    "berichten en gesprekken zijn end-to-end",
});

// Behind a file name on Android: "IMG-20260301-WA0001.jpg (file attached)".
constexpr auto k_attached = std::to_array<std::string_view>({
    "(file attached)",
    "(datei angehängt)",
    "(archivo adjunto)",
    "(fichier joint)",
    "(arquivo anexado)",
    "(ficheiro anexado)",
    "(file allegato)",
    "(bestand bijgevoegd)",
    "(dosya ekli)",
    "(plik dołączony)",
    "(файл добавлен)",
    "(file terlampir)",
});

// At the end of a message that was changed.
constexpr auto k_edited = std::to_array<std::string_view>({
    "<this message was edited>",
    "<this message was edited.>",
    "<diese nachricht wurde bearbeitet>",
    "<diese nachricht wurde bearbeitet.>",
    "<se editó este mensaje>",
    "<se editó este mensaje.>",
    "<ce message a été modifié>",
    "<ce message a été modifié.>",
    "<mensagem editada>",
    "<esta mensagem foi editada>",
    "<questo messaggio è stato modificato>",
    "<questo messaggio è stato modificato.>",
    "<dit bericht is bewerkt>",
    "<dit bericht is bewerkt.>",
});

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

template <class List, class Test>
bool any_of(const List& list, Test test) {
    return std::ranges::any_of(list, test);
}

bool is_notice(std::string_view words) {
    constexpr std::size_t k_notice_bytes_max = 100;
    if (words.size() > k_notice_bytes_max) return false;
    std::string text = lower(words);
    if (text.ends_with('.')) text.pop_back();
    return text.empty() || std::ranges::find(k_notices, text) != k_notices.end();
}

// A message that the app marked as its own: about its author, or under the name of the chat. A poll or a place has
// more lines or an address, and is kept.
bool is_marked_notice(std::string_view author, std::string_view words, std::string_view chat) {
    if (words.find('\n') != std::string_view::npos) return false;
    const std::string text = lower(words.substr(0, 200));
    if (any_of(k_marked_starts, [&](std::string_view start) { return text.starts_with(start); })) return true;
    if (words.find("http") != std::string_view::npos) return false;
    return (!chat.empty() && author == chat) || (!author.empty() && words.starts_with(author));
}

// Removes "‎<This message was edited>" and "‎<attached: 0001.jpg>" from the end: in angle brackets, and marked or
// known.
std::string_view without_tail(std::string_view message) {
    constexpr std::size_t k_tail_bytes_max = 200;
    while (true) {
        std::string_view trimmed = message;
        while (!trimmed.empty() && (trimmed.back() == ' ' || trimmed.back() == '\n')) trimmed.remove_suffix(1);
        const std::size_t open = trimmed.rfind('<');
        if (!trimmed.ends_with('>') || open == std::string_view::npos) return message;
        const std::string_view tail = trimmed.substr(open);
        const bool marked = trimmed.substr(0, open).ends_with(k_mark);
        const bool known = std::ranges::find(k_edited, lower(tail)) != k_edited.end();
        if (tail.size() > k_tail_bytes_max || (!marked && !known)) return message;
        message = trimmed.substr(0, open - (marked ? k_mark.size() : 0));
    }
}

// Without a first line that only names an attached file; what follows is its caption.
std::string_view without_attachment(std::string_view message) {
    const std::size_t end = message.find('\n');
    const std::string line = lower(without_marks(message.substr(0, std::min<std::size_t>(end, 400))));
    const bool attached = any_of(k_attached, [&](std::string_view tail) { return line.ends_with(tail); });
    if (!attached) return message;
    return end == std::string_view::npos ? std::string_view() : message.substr(end + 1);
}

}  // namespace

std::string own_words(std::string_view author, std::string_view message, std::string_view chat) {
    const std::size_t start = message.find_first_not_of(" \n");
    const bool marked = start != std::string_view::npos && message.substr(start).starts_with(k_mark);
    const std::string words = without_marks(without_attachment(without_tail(message)));
    if (is_notice(words) || (marked && is_marked_notice(author, words, chat))) return {};
    return words;
}

}  // namespace familiar::gather::whatsapp
