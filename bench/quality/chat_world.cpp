#include "quality/chat_world.h"

#include "base/words.h"
#include "quality/chat_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace familiar::bench {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Timestamp k_first_day{std::chrono::sys_days{std::chrono::year{2024} / 1 / 8}};
constexpr std::size_t k_days = 430;
constexpr std::size_t k_talks_per_chat = 90;
constexpr std::size_t k_chat_sizes[] = {6, 8, 5, 2};  // a family, a club, friends, two people

struct Member {
    std::string name;   // as the export shows it
    std::string first;  // as others call this person
    bool lower = false;
    bool no_full_stop = false;
    std::size_t typos_percent = 0;
    std::string emoji;
};

// The script as it is played once: who has which role, what the slots are.
struct Cast {
    std::vector<std::size_t> roles;
    std::map<std::string, std::string> slots;
};

std::vector<std::string> slots_in(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t at = 0; (at = text.find('{', at)) != std::string_view::npos; ++at)
        names.emplace_back(text.substr(at + 1, text.find('}', at) - at - 1));
    return names;
}

// The words that say something, by their stems.
std::set<std::string> content_of(std::string_view text) {
    std::set<std::string> content;
    for (const Word& word : words_of(text)) {
        if (!is_function_word(word.folded, "en")) content.insert(stem_of(word.folded, "en"));
    }
    return content;
}

bool share_words(std::string_view a, std::string_view b) {
    const auto left = content_of(a);
    const auto right = content_of(b);
    return std::ranges::any_of(left, [&](const std::string& word) { return right.contains(word); });
}

class WorldWriter {
public:
    WorldWriter(const std::vector<Script>& scripts, Half half, std::uint64_t seed)
        : random_(seed), words_(half, random_) {
        for (const Script& script : scripts) {
            if (script.kind == "talk")
                talks_.push_back(&script);
            else if (script.kind == "echo")
                echoes_.push_back(&script);
            else
                stories_.push_back(&script);
        }
    }

    ChatWorld write() {
        make_people();
        for (std::size_t i = stories_.size(); i > 1; --i) std::swap(stories_[i - 1], stories_[words_.below(i)]);
        for (const Script* story : stories_) play_story(*story);
        for (std::size_t chat = 0; chat < world_.chats.size(); ++chat) {
            for (std::size_t i = 0; i < k_talks_per_chat; ++i) talk(chat, some_day());
        }
        for (Chat& chat : world_.chats) {
            std::ranges::sort(chat.messages, {}, [](const ChatMessage& one) { return std::pair(one.at, one.order); });
        }
        return std::move(world_);
    }

private:
    void make_people() {
        static constexpr std::string_view k_emojis[] = {"", "", "", " 😊", " 🙈", " 👍"};
        for (std::size_t i = 0; i < 14; ++i) {
            Member member;
            member.first = words_.first_name();
            member.name = member.first + (words_.chance(70) ? " " + words_.surname() : "");
            member.lower = words_.chance(30);
            member.no_full_stop = words_.chance(60);
            member.typos_percent = words_.chance(30) ? 15 : 2;
            member.emoji = k_emojis[words_.below(std::size(k_emojis))];
            people_.push_back(std::move(member));
        }
        for (const std::size_t size : k_chat_sizes) {
            std::set<std::size_t> members;
            while (members.size() < size) members.insert(words_.below(people_.size()));
            members_.emplace_back(members.begin(), members.end());
            world_.chats.push_back({size == 2 ? people_[members_.back().back()].name : words_.chat_title(), {}});
        }
    }

    Timestamp some_day() {
        return k_first_day + std::chrono::days(words_.below(k_days)) + minutes(7 * 60 + words_.below(15 * 60));
    }

    // Nobody writes at night.
    Timestamp by_day(Timestamp at) {
        const auto of_day = at - std::chrono::floor<std::chrono::days>(at);
        if (of_day < hours(7)) at += hours(7) - of_day + minutes(words_.below(150));
        return at;
    }

    Timestamp after(Timestamp at, Pause pause) {
        switch (pause) {
            case Pause::minutes: return at + minutes(words_.chance(70) ? words_.below(4) : words_.below(25));
            case Pause::hours:
                return by_day(at + minutes(words_.chance(40) ? 20 + words_.below(60) : words_.below(660)));
            case Pause::weeks:
                return by_day(at + std::chrono::days(18 + words_.below(90)) + minutes(words_.below(400)));
        }
        return at;
    }

    Cast cast_for(std::size_t chat, std::size_t roles) {
        Cast cast;
        std::vector<std::size_t> there = members_[chat];
        for (std::size_t i = there.size(); i > 1; --i) std::swap(there[i - 1], there[words_.below(i)]);
        for (std::size_t i = 0; i < roles; ++i) cast.roles.push_back(there[i]);
        for (std::size_t i = 0; i < roles; ++i)
            cast.slots[std::string(1, static_cast<char>('A' + i))] = people_[there[i]].first;
        return cast;
    }

    // A slot keeps its value in a script, and no two slots of one kind have the same.
    const std::string& value_of(Cast& cast, const std::string& slot) {
        static constexpr int k_tries = 50;
        auto known = cast.slots.find(slot);
        if (known != cast.slots.end()) return known->second;
        std::string value = words_.slot(slot);
        const auto taken = [&] {
            return std::ranges::any_of(cast.slots, [&](const auto& other) { return other.second == value; });
        };
        for (int i = 0; i < k_tries && taken(); ++i) value = words_.slot(slot);
        return cast.slots.emplace(slot, value).first->second;
    }

    // [one|other] and {slot} are filled in.
    std::string filled(std::string_view text, Cast& cast) {
        std::string out;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const char opening = text[at];
            if (opening != '{' && opening != '[') {
                out += opening;
                continue;
            }
            const std::size_t end = text.find(opening == '{' ? '}' : ']', at);
            const std::string inside(text.substr(at + 1, end - at - 1));
            if (opening == '{') {
                out += value_of(cast, inside);
            } else {
                const auto options = static_cast<std::size_t>(std::ranges::count(inside, '|')) + 1;
                std::size_t chosen = words_.below(options);
                std::size_t begin = 0;
                for (; chosen > 0; --chosen) begin = inside.find('|', begin) + 1;
                out += filled(inside.substr(begin, inside.find('|', begin) - begin), cast);
            }
            at = end;
        }
        return out;
    }

    // As this person types.
    std::string typed(std::string text, const Member& member) {
        if (text.starts_with('<')) return text;  // what the app writes in place of a picture
        if (member.lower) {
            for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        if (member.no_full_stop && text.ends_with('.') && !text.ends_with("..")) text.pop_back();
        if (words_.chance(member.typos_percent) && text.size() > 12) {
            const std::size_t at = 4 + words_.below(text.size() - 6);
            const auto letter = [&](std::size_t i) { return text[i] >= 'a' && text[i] <= 'z'; };
            if (letter(at - 1) && letter(at) && letter(at + 1)) {
                if (words_.chance(50))
                    std::swap(text[at], text[at + 1]);
                else
                    text.erase(at, 1);
            }
        }
        if (words_.chance(12)) text += member.emoji;
        return text;
    }

    const ChatMessage& say(std::size_t chat, Timestamp at, const Member& member, std::string text) {
        world_.chats[chat].messages.push_back({at, member.name, typed(std::move(text), member), ++order_});
        return world_.chats[chat].messages.back();
    }

    void play_story(const Script& script) {
        const std::size_t roles = script.roles();
        std::size_t chat = words_.below(members_.size());
        while (members_[chat].size() < roles) chat = words_.below(members_.size());
        Cast cast = cast_for(chat, roles);
        Timestamp at = some_day();
        std::string evidence;
        std::string outdated;
        std::string evidence_text;
        for (const ScriptLine& line : script.lines) {
            const Timestamp next = after(at, line.before);
            if (line.before == Pause::hours) meanwhile(chat, at, next);
            at = next;
            const ChatMessage& said =
                say(chat, at, people_[cast.roles[static_cast<std::size_t>(line.role - 'A')]], filled(line.text, cast));
            const std::string key = key_of(said.at, said.author, said.text);
            if (line.mark == Mark::evidence) evidence_text = said.text;
            if (line.mark == Mark::evidence) evidence = key;
            if (line.mark == Mark::outdated) outdated = key;
        }
        ask(script, cast, evidence_text, {script.kind, {}, evidence, outdated});
        mention_again(script, cast);
    }

    // What sits in a reply shares no word with the question, or the question is not asked.
    void ask(const Script& script, Cast& cast, const std::string& evidence_text, ChatQuestion question) {
        std::vector<std::string> possible;
        for (const std::string& wording : script.questions) {
            std::string text = filled(wording, cast);
            if (script.kind == "reply" && share_words(text, evidence_text)) continue;
            possible.push_back(std::move(text));
        }
        if (possible.empty()) return;
        question.text = possible[words_.below(possible.size())];
        world_.questions.push_back(std::move(question));
    }

    // Others talk of other things between a question and its reply.
    void meanwhile(std::size_t chat, Timestamp from, Timestamp until) {
        const auto between = static_cast<std::size_t>((until - from) / minutes(1));
        if (between < 3) return;
        for (std::size_t i = words_.below(4); i > 0; --i)
            talk(chat, std::chrono::floor<minutes>(from + minutes(1 + words_.below(between - 2))));
    }

    void play_talk(const Script& script, std::size_t chat, Timestamp at, Cast cast) {
        for (const ScriptLine& line : script.lines) {
            say(chat, at, people_[cast.roles[static_cast<std::size_t>(line.role - 'A')]], filled(line.text, cast));
            at = after(at, Pause::minutes);
        }
    }

    void talk(std::size_t chat, Timestamp at) {
        const Script* script = talks_[words_.below(talks_.size())];
        while (script->roles() > members_[chat].size()) script = talks_[words_.below(talks_.size())];
        play_talk(*script, chat, at, cast_for(chat, script->roles()));
    }

    // What a question names comes up at other times too, without answering it.
    void mention_again(const Script& script, const Cast& story) {
        std::set<std::string> named;
        for (const std::string& question : script.questions) {
            for (const std::string& slot : slots_in(question)) named.insert(slot);
        }
        for (const std::string& slot : named) {
            for (std::size_t i = words_.below(5); i > 0; --i) mention(slot, story);
        }
    }

    void mention(const std::string& slot, const Cast& story) {
        std::string kind = slot;
        while (kind.size() > 1 && kind.back() >= '0' && kind.back() <= '9') kind.pop_back();
        std::vector<const Script*> fitting;
        for (const Script* echo : echoes_) {
            if (echo->name == kind) fitting.push_back(echo);
        }
        const auto value = story.slots.find(slot);
        if (fitting.empty() || value == story.slots.end()) return;
        const Script& echo = *fitting[words_.below(fitting.size())];
        std::size_t chat = words_.below(members_.size());
        while (members_[chat].size() < echo.roles()) chat = words_.below(members_.size());
        Cast cast = cast_for(chat, echo.roles());
        if (kind.size() > 1) {
            cast.slots[kind] = value->second;
        } else {
            const std::size_t person = story.roles[static_cast<std::size_t>(slot[0] - 'A')];
            const auto here = std::ranges::find(members_[chat], person);
            if (here == members_[chat].end()) return;
            const auto role = static_cast<std::size_t>(kind[0] - 'A');
            const auto other = std::ranges::find(cast.roles, person);
            if (other != cast.roles.end()) *other = cast.roles[role];
            cast.roles[role] = person;
            for (std::size_t i = 0; i < cast.roles.size(); ++i)
                cast.slots[std::string(1, static_cast<char>('A' + i))] = people_[cast.roles[i]].first;
        }
        play_talk(echo, chat, some_day(), cast);
    }

    platform::SeededRandom random_;
    ChatWords words_;
    std::vector<const Script*> talks_;
    std::vector<const Script*> echoes_;
    std::vector<const Script*> stories_;
    std::vector<Member> people_;
    std::vector<std::vector<std::size_t>> members_;  // of each chat
    ChatWorld world_;
    std::size_t order_ = 0;
};

}  // namespace

std::string key_of(Timestamp at, const std::string& author, const std::string& text) {
    return fmt::format("{} {}: {}", time::rfc3339(at), author, text);
}

ChatWorld chat_world(const std::vector<Script>& scripts, Half half, std::uint64_t seed) {
    return WorldWriter(scripts, half, seed).write();
}

std::string exported(const Chat& chat) {
    std::string text;
    for (const ChatMessage& message : chat.messages) {
        const CivilTime at = time::civil(message.at, "UTC");
        text +=
            fmt::format("{:02}/{:02}/{}, {:02}:{:02} - {}: {}\n", unsigned(at.date.day()), unsigned(at.date.month()),
                        int(at.date.year()), at.hour, at.minute, message.author, message.text);
    }
    return text;
}

}  // namespace familiar::bench
