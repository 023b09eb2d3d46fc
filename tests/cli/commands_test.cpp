// The command line itself: usage, configuration, doctor, and the server's start and end.
#include "home.h"
#include "tests/support/tiny_server.h"

#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>

namespace familiar::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST_F(Home, WrongUsageIsExitCodeTwo) {
    EXPECT_THAT(bad(2, {}), HasSubstr("familiar --help"));
    EXPECT_THAT(bad(2, {"conjure"}), HasSubstr("conjure"));
    EXPECT_THAT(bad(2, {"ask"}), HasSubstr("familiar ask --help"));
    EXPECT_THAT(bad(2, {"ask", "--mode", "psychic", "Hello?"}), HasSubstr("psychic"));
    EXPECT_THAT(bad(2, {"serve", "--listen", "everywhere"}), HasSubstr("everywhere"));
    EXPECT_THAT(bad(2, {"people", "add"}), HasSubstr("familiar people add --help"));
    EXPECT_FALSE(std::filesystem::exists(home())) << "wrong usage makes no home";
}

TEST_F(Home, HelpAndVersion) {
    EXPECT_THAT(good({"--help"}), HasSubstr("import"));
    EXPECT_THAT(good({"ask", "--help"}), HasSubstr("--mode"));
    EXPECT_THAT(good({"version"}), StartsWith("familiar "));
    EXPECT_TRUE(json({"version"})[0].contains("version"));
}

TEST_F(Home, FindsItsHomeByTheEnvironment) {
    const std::string place = folder().path() / "elsewhere";
    const Outcome outcome =
        run({"people"}, {.variables = {{"FAMILIAR_HOME", place}}, .folder = {}, .file_bytes_max = 0});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_TRUE(std::filesystem::exists(place + "/common.db"));
    const std::string data = folder().path() / "data";
    run({"people"}, {.variables = {{"FAMILIAR_HOME", ""}, {"XDG_DATA_HOME", data}}, .folder = {}, .file_bytes_max = 0});
    EXPECT_TRUE(std::filesystem::exists(data + "/familiar/common.db"));
}

TEST_F(Home, AHomeThatCannotBeMadeIsToldInOneLine) {
    folder().file("home", "a file where the folder should be");
    EXPECT_THAT(bad(1, {"people"}), HasSubstr("home"));
}

TEST_F(Home, UnknownConfigurationKeysAreErrors) {
    good({"people"});
    std::ofstream(home() + "/familiar.toml") << "[serve]\nlissen = \"127.0.0.1:1\"\n";
    const std::string error = bad(1, {"people"});
    EXPECT_THAT(error, HasSubstr("serve.lissen"));
    EXPECT_THAT(error, HasSubstr("serve.listen"));
    std::ofstream(home() + "/familiar.toml") << "[fetch]\nprivate_addresses = \"yes\"\n";
    EXPECT_THAT(bad(1, {"people"}), HasSubstr("true or false"));
    std::ofstream(home() + "/familiar.toml") << "[serve\n";
    EXPECT_THAT(bad(1, {"people"}), HasSubstr("line 1"));
    std::ofstream(home() + "/familiar.toml") << "[serve]\nturns_per_minute = 5\n[fetch]\nprivate_addresses = true\n";
    good({"people"});
}

TEST_F(Home, EnginesAreReadAndWhatIsWrongIsNamed) {
    good({"people"});
    const auto trouble = [this](const std::string& text) {
        std::ofstream(home() + "/familiar.toml") << text;
        return bad(1, {"people"});
    };
    EXPECT_THAT(trouble("[[engine]]\nname = \"house\"\n"), HasSubstr("URL"));
    EXPECT_THAT(trouble("[[engine]]\nnane = \"house\"\n"), HasSubstr("unknown key nane in [[engine]]"));
    EXPECT_THAT(trouble("[[engine]]\nname = \"a\"\nkind = \"magic\"\n"), HasSubstr("\"remote\", \"local\""));
    EXPECT_THAT(trouble("[[engine]]\nname = \"a\"\nurl = \"ftp://x\"\nmodel = \"m\"\n"), HasSubstr("ftp://x"));
    EXPECT_THAT(trouble("[engines]\nmemory_mb = -1\n"), HasSubstr("memory_mb"));
    std::ofstream(home() + "/familiar.toml")
        << "[engines]\nidle_minutes = 5\n[[engine]]\nname = \"house\"\nfor = [\"chat\", \"verify\"]\n"
           "url = [\"http://127.0.0.1:1/v1\", \"http://127.0.0.1:2/v1\"]\nmodel = \"m\"\nkey_variable = "
           "\"HOUSE_KEY\"\n";
    good({"people"});
}

TEST_F(Home, EnginesSayWhatTheyAreAskedAndWhetherTheyAnswer) {
    good({"people"});
    test::TinyServer server([](const std::string&) { return test::response(200, R"({"data":[]})"); });
    std::ofstream(home() + "/familiar.toml")
        << "[[engine]]\nname = \"judge\"\nfor = [\"rerank\", \"verify\"]\nmodel = \"m\"\nurl = \"" << server.url("/v1")
        << "\"\n[[engine]]\nname = \"gone\"\nfor = [\"embedding\", \"rerank\"]\nmodel = \"m\"\n"
           "url = \"http://127.0.0.1:1/v1\"\n";
    const std::string text = good({"engines"});
    EXPECT_THAT(text, HasSubstr("judges which of what was found answers best, checks written sentences"));
    EXPECT_THAT(text, HasSubstr("orders what was found by its meaning; not asked for rerank, which an engine before"));
    EXPECT_THAT(text, HasSubstr("does not answer"));
    const auto engines = json({"engines"});
    ASSERT_THAT(engines, SizeIs(2));
    EXPECT_EQ(engines[0]["well"], true);
    EXPECT_EQ(engines[1]["asked_for"], Json::array({"embedding"}));
    EXPECT_EQ(engines[1]["well"], false);
    const std::string doctor = good({"doctor"});
    EXPECT_THAT(doctor, HasSubstr("it can be reached"));
    EXPECT_THAT(doctor, HasSubstr("gone: orders what was found by its meaning; it does not answer"));
}

TEST_F(Home, AScriptCannotRank) {
    good({"people"});
    std::ofstream(home() + "/familiar.toml")
        << "[[engine]]\nname = \"a\"\nkind = \"scripted\"\nscript = \"s\"\nfor = [\"rerank\"]\n";
    EXPECT_THAT(bad(1, {"people"}), HasSubstr("a script only writes"));
}

TEST_F(Home, DoctorFindsAllWell) {
    EXPECT_THAT(good({"doctor"}), HasSubstr("nothing in"));
    EXPECT_FALSE(std::filesystem::exists(home())) << "the doctor makes nothing";
    good({"people"});
    const auto report = json({"doctor"});
    ASSERT_THAT(report, SizeIs(1));
    EXPECT_TRUE(report[0]["ok"].get<bool>()) << report[0].dump(1);
}

// The checks of a doctor by their names and what they say: "engine well house: …".
std::string checks_of(const Json& report) {
    std::string text;
    for (const Json& check : report["checks"])
        text += fmt::format("{} {} {}\n", check["name"].get<std::string>(), check["state"].get<std::string>(),
                            check["detail"].get<std::string>());
    return text;
}

TEST_F(Home, DoctorTellsOfTheFenceTheModelsAndTheEngines) {
    good({"people", "add", "ana"});
    const auto without = json({"doctor"});
    ASSERT_THAT(without, SizeIs(1));
    const std::string plain = checks_of(without[0]);
    EXPECT_THAT(plain, HasSubstr("fence "));
    EXPECT_THAT(plain, HasSubstr("llama-server "));
    EXPECT_THAT(plain, HasSubstr("model ok none on disk"));
    EXPECT_THAT(plain, HasSubstr("engine ok there is none"));

    std::ofstream(home() + "/engine.script") << "model demo-1\nwhen any\n  say \"Yes.\"\n";
    std::ofstream(home() + "/key") << "sk-very-secret\n";
    std::ofstream(home() + "/familiar.toml")
        << "[[engine]]\nname = \"demo\"\nkind = \"scripted\"\nscript = \"engine.script\"\n"
           "[[engine]]\nname = \"house\"\nfor = [\"verify\"]\nurl = \"http://nowhere.invalid/v1\"\nmodel = \"m\"\n"
           "key_file = \"key\"\n";
    const Outcome outcome = familiar({"doctor", "--json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const auto report = parse_json(outcome.out);
    ASSERT_TRUE(report.has_value()) << outcome.out;
    const std::string text = checks_of(*report);
    EXPECT_THAT(text, HasSubstr("engine ok demo: "));
    EXPECT_THAT(text, HasSubstr("it can be reached; scripted"));
    EXPECT_THAT(text, HasSubstr("engine note house: checks written sentences"));
    EXPECT_THAT(text, HasSubstr("remote at nowhere.invalid; on another machine, asked only for people who allow"));
    EXPECT_THAT(text, HasSubstr("(0 of 1 do)"));
    EXPECT_THAT(outcome.out + outcome.err, ::testing::Not(HasSubstr("very-secret")));
}

TEST_F(Home, DoctorFindsWhatIsWrong) {
    good({"people", "add", "ana"});
    good({"import", folder().file("posts.jsonl", post_line("1", "One."))});
    std::filesystem::permissions(home(), std::filesystem::perms::all);
    std::ofstream(home() + "/people/99.db") << "left behind";
    const Outcome outcome = familiar({"doctor"});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.out, HasSubstr("chmod 700"));
    EXPECT_THAT(outcome.out, HasSubstr("99.db"));
    EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
}

TEST_F(Home, DoctorFindsADamagedFile) {
    good({"people", "add", "ana"});
    std::string posts;
    for (int i = 0; i < 400; ++i)
        posts += post_line(std::to_string(i), "Post number " + std::to_string(i) + " about the harbour.");
    good({"import", folder().file("posts.jsonl", posts)});
    const std::filesystem::path file = home() + "/people/1.db";
    {
        std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
        stream.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file) / 2));
        stream << std::string(20'000, '\x5a');
    }
    const Outcome outcome = familiar({"doctor"});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.out, HasSubstr("1.db"));
}

TEST_F(Home, ServesUntilItIsTold) {
    Child server({"serve", "--listen", "127.0.0.1:0", "--home", home()});
    const std::string ready = server.wait_for_line("Familiar is ready: ", std::chrono::seconds(60));
    EXPECT_THAT(ready, HasSubstr("http://127.0.0.1:"));
    EXPECT_THAT(ready, HasSubstr("/sign-in?token="));
    server.signal(SIGTERM);
    const Outcome outcome = server.finish(std::chrono::seconds(30));
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
}

TEST_F(Home, ServesTheSampleWorld) {
    for (int i = 0; i < 2; ++i) {
        Child server({"serve", "--sample", "--listen", "127.0.0.1:0", "--home", home()});
        EXPECT_THAT(server.wait_for_line("Familiar is ready: ", std::chrono::seconds(120)), HasSubstr("token="));
        server.signal(SIGINT);
        EXPECT_EQ(server.finish(std::chrono::seconds(30)).exit_code, 0);
    }
    EXPECT_THAT(json({"people"}), SizeIs(3));
    EXPECT_THAT(json({"sources", "--as", "mara"}), SizeIs(16));
    EXPECT_THAT(good({"ask", "--as", "mara", "How much is kayak hire?"}), HasSubstr("18 euro"));
}

TEST_F(Home, TheSampleWorldKeepsToAHomeOfItsOwn) {
    good({"people", "add", "ana"});
    EXPECT_THAT(bad(1, {"serve", "--sample", "--listen", "127.0.0.1:0"}), HasSubstr("--home"));
    EXPECT_THAT(json({"people"}), SizeIs(1));
}

TEST_F(Home, ATakenPortIsToldInOneLine) {
    Child server({"serve", "--listen", "127.0.0.1:0", "--home", home()});
    const std::string ready = server.wait_for_line("Familiar is ready: ", std::chrono::seconds(60));
    const std::size_t begin = std::string("Familiar is ready: http://").size();
    ASSERT_GT(ready.size(), begin);
    const std::string address = ready.substr(begin, ready.find('/', begin) - begin);
    EXPECT_THAT(bad(1, {"serve", "--listen", address}), HasSubstr(address.substr(address.find(':') + 1)));
}

}  // namespace
}  // namespace familiar::tests
