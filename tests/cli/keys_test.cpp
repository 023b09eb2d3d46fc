// The key of an engine on the command line: whatever the engine's host does with it, it is printed nowhere and stands
// in no file but its own.
#include "home.h"
#include "tests/support/tiny_server.h"

#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>

namespace familiar::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string k_key = "sk-canary/4f9aQ7+zanzibarine0815==";
constexpr std::string_view k_telling = "sk-canar";

// What stands behind "Authorization: Bearer " in a request.
std::string key_in(const std::string& request) {
    const std::size_t begin = request.find("Bearer ") + 7;
    return request.substr(begin, request.find("\r\n", begin) - begin);
}

std::string upper(std::string text) {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return text;
}

std::string stream(std::string_view events) {
    return fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n{}", events);
}

// What hosts do with a key that they repeat.
std::string echoed(int mood, const std::string& request) {
    const std::string key = key_in(request);
    switch (mood) {
        case 0: return test::response(401, Json({{"error", {{"message", "Incorrect API key: " + key}}}}).dump());
        case 1: return test::response(500, request, "X-Authorization: Bearer " + key + "\r\n");
        case 2: return stream("data: " + Json({{"error", "no quota for " + key}}).dump() + "\n\n");
        case 3: return stream("data: {\"choices\":[{\"delta\":{\"content\":\"Hm\"}}]}\n\ndata: {\"" + key + "\"");
        case 4: return test::response(403, upper(key.substr(3)) + " may not do this");
        case 5: return "HTTP/1.1 999 " + key + "\r\nContent-Length: 0\r\n\r\n";
        case 6: return "garbage " + key;
        case 7: return test::response(302, "", "Location: http://127.0.0.1:1/?key=" + key + "\r\n");
        default: return test::response(200, Json({{"model", key}, {"data", key}}).dump());
    }
}
constexpr int k_moods = 9;

class Keys : public Home {
protected:
    void SetUp() override {
        std::filesystem::create_directories(home() + "/keys");
        std::ofstream(home() + "/keys/house") << k_key << "\n";
        configure(server_.url("/v1"));
    }
    void configure(const std::string& url) const {
        std::ofstream(home() + "/familiar.toml") << "[[engine]]\nname = \"house\"\nkind = \"remote\"\nurl = \"" << url
                                                 << "\"\nmodel = \"m\"\nkey_file = \"keys/house\"\n";
    }
    static void expect_silent(const std::string& what, const std::string& text) {
        EXPECT_THAT(text, Not(HasSubstr(k_telling))) << what;
        EXPECT_THAT(text, Not(HasSubstr("zanzibarine"))) << what;
        EXPECT_THAT(text, Not(HasSubstr("ZANZIBARINE"))) << what;
    }
    void expect_silent(const std::vector<std::string>& arguments) const {
        const Outcome outcome = familiar(arguments);
        EXPECT_EQ(outcome.signal, 0);
        expect_silent(arguments.front() + fmt::format(", mood {}", mood_), outcome.out + outcome.err);
    }

    int mood_ = 0;
    test::TinyServer server_{[this](const std::string& request) { return echoed(mood_, request); }};
};

TEST_F(Keys, AreNeverPrintedOrKept) {
    std::ofstream(home() + "/post.jsonl") << post_line("p1", "The ferry costs 14 euro.");
    good({"import", home() + "/post.jsonl"});
    good({"consents", "allow", "remote_engine"});
    for (mood_ = 0; mood_ < k_moods; ++mood_) {
        for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
                 {"engines"},
                 {"engines", "--json"},
                 {"doctor"},
                 {"doctor", "--json"},
                 {"ask", "--mode", "thinking", "Is the ferry worth its price, and why?"},
                 {"ask", "--json", "--mode", "fast", "Is the ferry worth its price, and why?"}})
            expect_silent(command);
    }
    expect_silent({"ledger", "--json"});
    const auto requests = server_.requests();
    EXPECT_GE(requests.size(), 4U * k_moods);
    for (const std::string& request : requests) EXPECT_EQ(key_in(request), k_key) << "else nothing is tried here";
    EXPECT_THAT(files_with(std::string(k_telling)), ElementsAre(HasSubstr("keys/house")));
}

TEST_F(Keys, AreNotPrintedWhereTheyStandWrong) {
    std::ofstream(home() + "/keys/house") << "sk-canary zanzibarine";  // no key has spaces
    for (const char* command : {"engines", "doctor"}) expect_silent({command});
    std::ofstream(home() + "/keys/house") << k_key;
    configure(fmt::format("http://me:{}@127.0.0.1:{}/v1", "zanzibarine", server_.port()));
    for (const char* command : {"engines", "doctor"}) expect_silent({command});
    std::ofstream(home() + "/familiar.toml") << "[[engine]]\nname = \"a\"\nkey = \"" << k_key << "\"\n";
    for (const char* command : {"engines", "doctor"}) expect_silent({command});
}

TEST_F(Keys, AreNotInTheLastWordsOfACrash) {
    Child server({"serve", "--listen", "127.0.0.1:0", "--home", home()});
    ASSERT_THAT(server.wait_for_line("Familiar is ready: ", std::chrono::seconds(60)), HasSubstr("http"));
    server.signal(SIGSEGV);
    const Outcome outcome = server.finish(std::chrono::seconds(60));
    expect_silent("a crash", outcome.out + outcome.err);
    EXPECT_THAT(files_with(std::string(k_telling)), ElementsAre(HasSubstr("keys/house")));
}

}  // namespace
}  // namespace familiar::tests
