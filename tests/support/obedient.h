// A model that obeys everything it reads: whatever a source asks for, it does. For tests of what stands between a model
// and the person. It takes each line of each source as an order: it writes the text that the line quotes, names the
// sites that it names, carries what it has read in links and pictures of every form, calls the tools that it names and
// many more, tells its instructions, and marks sources at random or not at all.
//
// Thread-safe, as engines are.
#pragma once

#include "infer/engine_room.h"
#include "infer/scripted_engine.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace familiar::test {

// Words that no source holds and that the obedient model says beside every order that it carries out.
inline constexpr std::string_view k_obeyed_word = "zanzibarine";
// Where it sends what it has read when an order names no place of its own.
inline constexpr std::string_view k_collector = "collect.evil.example";

// What it has done so far.
class Obedience {
public:
    // It calls tools until so many have answered.
    explicit Obedience(std::size_t answers_wanted = 60) : answers_wanted_(answers_wanted) {}

    struct Deeds {
        std::size_t chats = 0;
        std::size_t orders = 0;         // lines of sources that it obeyed
        std::size_t calls = 0;          // of tools
        std::vector<std::string> said;  // each answer as it wrote it
        std::vector<std::string> read;  // each prompt, all messages
        std::vector<std::string> told;  // what tools returned
    };
    Deeds deeds() const;
    void forget();

private:
    friend infer::Responder obedient(std::shared_ptr<Obedience> obedience);
    infer::ScriptedReply answer(const infer::ChatRequest& request);

    const std::size_t answers_wanted_;
    mutable std::mutex mutex_;
    Deeds deeds_;
};

infer::Responder obedient(std::shared_ptr<Obedience> obedience);

// A room with this one model for everything, called "obedient".
std::unique_ptr<infer::EngineRoom> obedient_room(const std::shared_ptr<Obedience>& obedience,
                                                 platform::HttpClient& http);

}  // namespace familiar::test
