// What becomes of a chat that somebody exported.
#include "base/json.h"
#include "gather/input/collected_test.h"
#include "tests/support/dataset.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Collected chat(std::string content, const ParseOptions& options = named("chat.txt")) {
    Collected sink;
    const auto outcome = parse(parse_whatsapp, std::move(content), sink, options);
    EXPECT_TRUE(outcome.has_value()) << outcome.error().text();
    return sink;
}

// "2025-12-31T23:59:59Z Ana: text" for each message.
std::vector<std::string> read(std::string content, const std::string& zone = "UTC") {
    std::vector<std::string> lines;
    for (const Post& post : chat(std::move(content), named("chat.txt", zone)).posts) {
        lines.push_back(time::rfc3339(*post.posted_at) + " " + post.author.name + ": " + post.text);
    }
    return lines;
}

TEST(WhatsApp, ReadsTheHeadsOfIphonesAndAndroids) {
    const std::string expected = "2025-12-31T23:59:00Z Ana: Hello";
    for (const std::string head : {
             "31/12/2025, 23:59 - ",          "31/12/25, 23:59 - ",          "31.12.25, 23:59 - ",
             "31.12.2025 23:59 - ",           "31-12-2025 23:59 - ",         "12/31/25, 11:59 PM - ",
             "12/31/25, 11:59\u202FPM - ",    "31/12/2025, 11:59 p. m. - ",  "31/12/2025, 11:59 p.\u00A0m. - ",
             "31/12/25 11:59:00 p.m. - ",     "2025-12-31, 23:59 - ",        "2025/12/31, 23:59 - ",
             "2025/12/31, 23:59. - ",         "2025. 12. 31. 오후 11:59 - ", "2025/12/31 下午11:59 - ",
             "31.12.25, 11:59 nachm. - ",     "31.12.2025 klo 23.59 - ",     "31/12/2025 à 23:59 - ",
             "31/12/2568, 23:59 - ",          "٣١/١٢/٢٠٢٥، ١١:٥٩ م - ",      "2025-12-31 23 h 59 - ",
             "31/12/2025, 23:59 – ",          "31/12/25, 23:59:00: ",        "[31/12/2025, 23:59:00] ",
             "\u200E[31/12/2025, 23:59:00] ", "[31.12.25, 23:59:00] ",       "[2025-12-31, 23:59:00] ",
             "[12/31/25, 11:59:00\u202FPM] ", "[31/12/25 11:59:00 p.m.] ",
         }) {
        EXPECT_THAT(read(head + "Ana: Hello"), ElementsAre(expected)) << head;
    }
}

TEST(WhatsApp, KnowsMidnightAndNoonOfTheTwelveHourClock) {
    EXPECT_THAT(
        read("1/13/26, 12:05 AM - Ana: a\n1/13/26, 12:05 PM - Ana: b\n1/13/26, 1:05 PM - Ana: c"),
        ElementsAre("2026-01-13T00:05:00Z Ana: a", "2026-01-13T12:05:00Z Ana: b", "2026-01-13T13:05:00Z Ana: c"));
}

TEST(WhatsApp, KeepsLinesOfOneMessageTogether) {
    EXPECT_THAT(
        read("31/12/2025, 23:58 - Ana: one\ntwo\n\n12/2025 was long\n31/12/2025, 23:59 - Ben: next"),
        ElementsAre("2025-12-31T23:58:00Z Ana: one\ntwo\n\n12/2025 was long", "2025-12-31T23:59:00Z Ben: next"));
}

TEST(WhatsApp, DecidesTheOrderOfDayAndMonthOverTheWholeChat) {
    EXPECT_THAT(read("03/04/26, 10:00 - Ana: a\n03/25/26, 10:00 - Ana: b"),
                ElementsAre("2026-03-04T10:00:00Z Ana: a", "2026-03-25T10:00:00Z Ana: b"));
    EXPECT_THAT(read("03/04/26, 10:00 - Ana: a\n25/04/26, 10:00 - Ana: b"),
                ElementsAre("2026-04-03T10:00:00Z Ana: a", "2026-04-25T10:00:00Z Ana: b"));
    // Only in one order does time run forward.
    EXPECT_THAT(read("03/12/25, 10:00 - Ana: a\n04/01/26, 10:00 - Ana: b"),
                ElementsAre("2025-12-03T10:00:00Z Ana: a", "2026-01-04T10:00:00Z Ana: b"));
    EXPECT_THAT(read("12/03/25, 10:00 - Ana: a\n01/04/26, 10:00 - Ana: b"),
                ElementsAre("2025-03-12T10:00:00Z Ana: a", "2026-04-01T10:00:00Z Ana: b"));
    // A chat of four days is likelier than one that met on the third of four months.
    EXPECT_THAT(read("03/04/26, 10:00 - A: a\n03/05/26, 10:00 - A: b\n03/06/26, 10:00 - A: c\n03/07/26, 10:00 - A: d"),
                ElementsAre("2026-03-04T10:00:00Z A: a", "2026-03-05T10:00:00Z A: b", "2026-03-06T10:00:00Z A: c",
                            "2026-03-07T10:00:00Z A: d"));
}

TEST(WhatsApp, FollowsCustomWhereTheDatesSayNothing) {
    EXPECT_THAT(read("03/04/26, 10:00 - Ana: a", "Europe/Dublin"), ElementsAre("2026-04-03T09:00:00Z Ana: a"));
    EXPECT_THAT(read("03/04/26, 10:00 - Ana: a", "America/New_York"), ElementsAre("2026-03-04T15:00:00Z Ana: a"));
    EXPECT_THAT(read("03.04.26, 10:00 - Ana: a", "America/New_York"), ElementsAre("2026-04-03T14:00:00Z Ana: a"));
}

TEST(WhatsApp, SkipsWhatTheAppItselfWrote) {
    const Collected android = chat(
        "01/03/2026, 10:00 - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
        "01/03/2026, 10:00 - Ana created group \"Trip: the sequel\"\n"
        "01/03/2026, 10:01 - Ana: <Media omitted>\n"
        "01/03/2026, 10:02 - Ana: This message was deleted\n"
        "01/03/2026, 10:02 - Ana: You deleted this message\n"
        "01/03/2026, 10:03 - Ana: IMG-20260301-WA0001.jpg (file attached)\n"
        "01/03/2026, 10:04 - Ana:\n"
        "01/03/2026, 10:05 - Ana: <Medien ausgeschlossen>\n");
    EXPECT_THAT(android.posts, IsEmpty());
    EXPECT_EQ(android.skipped, 8);
    EXPECT_THAT(android.broken_ones, IsEmpty());

    const Collected iphone = chat(
        "[01/03/2026, 10:00:00] Garden Group: \u200EMessages and calls are end-to-end encrypted.\n"
        "[01/03/2026, 10:00:01] Ana: \u200EAna created this group\n"
        "[01/03/2026, 10:00:02] Garden Group: \u200ESome notice that nobody has seen before\n"
        "\u200E[01/03/2026, 10:00:03] Ana: \u200Eimage omitted\n"
        "\u200E[01/03/2026, 10:00:04] Ana: \u200E<attached: 00000012-PHOTO-2026-03-01-10-00-04.jpg>\n"
        "[01/03/2026, 10:00:05] Ana: \u200EThis message was deleted.\n"
        "[01/03/2026, 10:00:06] Ana: \u200EYou added Ben\n"
        "[01/03/2026, 10:00:07] Ana: \u200EMissed voice call\n");
    EXPECT_THAT(iphone.posts, IsEmpty());
    EXPECT_EQ(iphone.skipped, 8);
    EXPECT_EQ(iphone.title, "Garden Group");
}

TEST(WhatsApp, KeepsTheWordsBesideAPicture) {
    EXPECT_THAT(read("01/03/2026, 10:00 - Ana: IMG-1.jpg (file attached)\nThe new shed\n"
                     "[01/03/2026, 10:01:00] Ben: Lovely! \u200E<attached: 1.jpg>\n"
                     "[01/03/2026, 10:02:00] Ben: \u200EPOLL:\nWhich day?\n\u200EOPTION: Monday (2 votes)"),
                ElementsAre("2026-03-01T10:00:00Z Ana: The new shed", "2026-03-01T10:01:00Z Ben: Lovely!",
                            "2026-03-01T10:02:00Z Ben: POLL:\nWhich day?\nOPTION: Monday (2 votes)"));
}

TEST(WhatsApp, RemovesMarksOfEditingAndDirection) {
    EXPECT_THAT(read("01/03/2026, 10:00 - Ana: At seven <This message was edited>\n"
                     "[01/03/2026, 10:01:00] Ben: At eight \u200E<This message was edited>\n"
                     "01/03/2026, 10:02 - ~\u202FCora: Thanks @\u2068Ben\u2069\n"
                     "01/03/2026, 10:03 - Ana: a < b and b > a"),
                ElementsAre("2026-03-01T10:00:00Z Ana: At seven", "2026-03-01T10:01:00Z Ben: At eight",
                            "2026-03-01T10:02:00Z Cora: Thanks @Ben", "2026-03-01T10:03:00Z Ana: a < b and b > a"));
}

TEST(WhatsApp, UnderstandsNamesWithColons) {
    std::string content;
    for (int i = 10; i < 14; ++i) content += "01/03/2026, 10:" + std::to_string(i) + " - Dr: Hale: Note: rest\n";
    EXPECT_THAT(chat(content).posts, testing::Each(testing::Field(&Post::author, Author{"Dr: Hale", ""})));
    EXPECT_THAT(
        read("01/03/2026, 10:00 - Ana: Note: rest\n01/03/2026, 10:00 - Ana: see http://a.example/b: it"),
        ElementsAre("2026-03-01T10:00:00Z Ana: Note: rest", "2026-03-01T10:00:00Z Ana: see http://a.example/b: it"));
}

TEST(WhatsApp, NamesMessagesTheSameWayInEveryExport) {
    const std::string first = "01/03/2026, 10:00 - Ana: ok\n01/03/2026, 10:00 - Ana: ok\n01/03/2026, 10:01 - Ana: ok\n";
    const Collected once = chat(first);
    const Collected again = chat(first + "01/03/2026, 10:02 - Ben: later", named("chat.txt", "Asia/Tokyo"));
    ASSERT_EQ(once.posts.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(once.posts[i].external_id, again.posts[i].external_id);
    EXPECT_NE(once.posts[0].external_id, once.posts[1].external_id);
    EXPECT_NE(once.posts[0].external_id, once.posts[2].external_id);
}

TEST(WhatsApp, TakesTheTitleFromTheNameOfTheFile) {
    const auto title = [](std::string name) {
        return chat("01/03/2026, 10:00 - Ana: ok", named(std::move(name))).title;
    };
    EXPECT_EQ(title("WhatsApp Chat with Garden Group.txt"), "Garden Group");
    EXPECT_EQ(title("exports/WhatsApp Chat - Garden Group.zip/_chat.txt"), "Garden Group");
    EXPECT_EQ(title("WhatsApp-Chat mit Ana (2).txt"), "Ana");
    EXPECT_EQ(title("_chat.txt"), "");
    EXPECT_EQ(chat("01/03/2026, 10:00 - Ana: ok", named("a/garden.txt")).posts[0].thread, "garden");
    EXPECT_EQ(chat("01/03/2026, 10:00 - Ana: ok", named("WhatsApp Chat with Ana.txt")).posts[0].thread, "Ana");
}

TEST(WhatsApp, ReportsWhatItCannotRead) {
    const Collected sink =
        chat("Hello\n\n99/99/2026, 10:00 - Ana: never\n01/03/2026, 10:00 - Ana: " + std::string(2U << 20U, 'x') +
             "\n01/03/2026, 10:01 - Ana: fine");
    ASSERT_EQ(sink.broken_ones.size(), 3U);
    EXPECT_EQ(sink.broken_ones[0].where, "line 1");
    EXPECT_EQ(sink.broken_ones[1].where, "line 3");
    EXPECT_EQ(sink.broken_ones[2].where, "line 4");
    EXPECT_EQ(sink.posts.size(), 1U);
}

TEST(WhatsApp, RefusesWhatIsNoChat) {
    for (const std::string content : {"", "Dear all,\nhow are you?", "{\"text\":\"x\"}", "2026 was - a: year"}) {
        Collected sink;
        const auto outcome = parse(parse_whatsapp, content, sink, named("letter.txt"));
        ASSERT_FALSE(outcome.has_value()) << content;
        EXPECT_EQ(outcome.error().code, ErrorCode::invalid_argument);
        EXPECT_THAT(outcome.error().message, testing::HasSubstr("letter.txt"));
    }
}

TEST(WhatsApp, ReadsOtherEncodings) {
    EXPECT_THAT(read("01/03/2026, 10:00 - J\xFCrgen: Gr\xFC\xDF"
                     "e aus K\xF6ln"),
                ElementsAre("2026-03-01T10:00:00Z Jürgen: Grüße aus Köln"));
    EXPECT_THAT(read("01/03/2026, 10:00 - Ana: caf\xC3"), ElementsAre("2026-03-01T10:00:00Z Ana: caf\xEF\xBF\xBD"));
}

// One line of an expectation of the chat-miner data: "2021-12-30T22:01:00 John Doe: text on one line".
std::vector<std::string> expected_of(const std::string& json) {
    std::vector<std::string> lines;
    const auto document = parse_json(json);
    EXPECT_TRUE(document.has_value());
    for (const Json& entry : *document) {
        lines.push_back(text_at(entry, "timestamp") + " " + text_at(entry, "author") + ": " +
                        text_at(entry, "message"));
    }
    std::ranges::sort(lines);
    return lines;
}

// As the expectations have them: on one line, with plain spaces.
std::vector<std::string> messages_of(const std::string& content) {
    std::vector<std::string> lines;
    for (const Post& post : chat(content).posts) {
        std::string text = post.text;
        std::ranges::replace(text, '\n', ' ');
        if (const std::size_t at = text.find("\u00A0"); at != std::string::npos) text.replace(at, 2, " ");
        std::string at = time::rfc3339(*post.posted_at);
        at.pop_back();
        lines.push_back(at + " " + post.author.name + ": " + text);
    }
    std::ranges::sort(lines);
    return lines;
}

TEST(WhatsAppData, ExportsInFiveDateFormatsReadTheSame) {
    const auto files = familiar::test::dataset("social/chat-miner-exports");
    if (!files) SKIP_WITHOUT_DATASET("social/chat-miner-exports");
    const std::string folder = "chat-miner-exports/test/whatsapp/";
    const auto expected = expected_of(files->at(folder + "target.json"));
    int compared = 0;
    for (const auto& [name, content] : *files) {
        if (!name.starts_with(folder) || !name.ends_with(".txt")) continue;
        EXPECT_EQ(messages_of(content), expected) << name;
        ++compared;
    }
    EXPECT_EQ(compared, 5);
}

// The older expectations are tables: timestamp,author,message,…; a message with a comma stands in quotes. Their lines
// for notices and for messages without words ("System", "<Disappearing Message>") are not messages to us.
std::vector<std::string> expected_of_table(std::string table) {
    table += '\n';
    std::vector<std::string> lines;
    std::size_t begin = table.find('\n') + 1;
    for (std::size_t end = table.find('\n', begin); end != std::string::npos;
         begin = end + 1, end = table.find('\n', begin)) {
        const std::string row = table.substr(begin, end - begin);
        const std::size_t first = row.find(',');
        const std::size_t second = row.find(',', first + 1);
        if (second == std::string::npos) continue;
        const bool quoted = row[second + 1] == '"';
        const std::size_t text = second + (quoted ? 2 : 1);
        const std::string message = row.substr(text, row.find(quoted ? "\"," : ",", text) - text);
        const std::string author = row.substr(first + 1, second - first - 1);
        if (author == "System" || message == "<Disappearing Message>") continue;
        lines.push_back(row.substr(0, 10) + "T" + row.substr(11, 8) + " " + author + ": " + message);
    }
    std::ranges::sort(lines);
    return lines;
}

TEST(WhatsAppData, OlderExportsReadAsExpected) {
    const auto files = familiar::test::dataset("social/chat-miner-exports");
    if (!files) SKIP_WITHOUT_DATASET("social/chat-miner-exports");
    int compared = 0;
    for (const auto& [name, table] : *files) {
        const std::size_t stem = name.rfind('/') + 1;
        if (!name.ends_with("_target.csv") || name.find("/whatsapp/") == std::string::npos) continue;
        const std::string wanted = name.substr(stem, name.size() - stem - std::string("_target.csv").size()) + ".txt";
        const auto input =
            std::ranges::find_if(*files, [&](const auto& file) { return file.first.ends_with("/" + wanted); });
        ASSERT_NE(input, files->end()) << wanted;
        EXPECT_EQ(messages_of(input->second), expected_of_table(table)) << wanted;
        ++compared;
    }
    EXPECT_GE(compared, 7);
}

}  // namespace
}  // namespace familiar::gather
