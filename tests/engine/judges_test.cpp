// Engines of a host that judge, over the real llama-server.
#include "house.h"
#include "infer/engine_room.h"
#include "infer/local_models.h"
#include "platform/environment.h"
#include "platform/http_client.h"

#include <gmock/gmock.h>

namespace familiar::tests {
namespace {

using infer::Task;
using ::testing::HasSubstr;

class JudgesTest : public EngineTest {
protected:
    // A room with one engine: the tiny model as a file, with this pooling.
    std::unique_ptr<infer::EngineRoom> room(std::uint32_t pooling, std::vector<Task> tasks) {
        const infer::Tenant model = tiny("judge", {.pooling = pooling});
        const std::filesystem::path source = platform::environment("FAMILIAR_SOURCE_DIR").value_or(".");
        infer::LocalModelOptions options;
        options.home = folder().path();
        options.engine_roots = {source / ".deps" / "engine"};
        options.search_path = platform::environment("PATH").value_or("");
        options.threads = 1;
        models_ = std::make_unique<infer::LocalModels>(std::move(options), clock());
        infer::EngineRoomSettings settings;
        settings.home = folder().path();
        infer::EngineSettings engine;
        engine.name = "judge";
        engine.kind = infer::EngineKind::local;
        engine.tasks = std::move(tasks);
        engine.model = model.model.string();
        settings.engines = {engine};
        return infer::EngineRoom::open(std::move(settings), http_,
                                       [this](const infer::EngineSettings& one) { return models_->engine(one); })
            .release();
    }
    static Result<privacy::EgressPermit> no_leave() { return fail(ErrorCode::denied, "nobody allowed it"); }

private:
    platform::CurlClient http_;
    std::unique_ptr<infer::LocalModels> models_;
};

TEST_F(JudgesTest, VectorsOfLongTextsNeedNoLeave) {
    const auto engines = room(1, {Task::embedding});
    auto engine = engines->embedding(no_leave);
    ASSERT_TRUE(engine) << engine.error().text();
    std::vector<std::string> texts(25, "Where can I get a bicycle fixed?");
    for (int i = 0; i < 150; ++i) texts.back() += " wheels";
    const auto vectors = (*engine)->embed(call(), texts, {});
    ASSERT_TRUE(vectors) << vectors.error().text();
    EXPECT_EQ(vectors->size(), texts.size());
    EXPECT_FALSE(engines->rerank(Task::rerank, no_leave));
}

TEST_F(JudgesTest, AModelIsNotAskedForWhatItCannotDo) {
    const auto engines = room(1, {Task::embedding, Task::chat});
    const auto states = engines->states(call());
    ASSERT_EQ(states.size(), 1U);
    ASSERT_TRUE(states[0].trouble);
    EXPECT_THAT(states[0].trouble->text(), HasSubstr("is a model for embedding and cannot do chat"));
    EXPECT_FALSE(engines->embedding(no_leave));
}

TEST_F(JudgesTest, AChatModelVerifies) {
    const auto engines = room(0, {Task::verify});
    EXPECT_FALSE(engines->ranks(Task::verify));
    auto engine = engines->text(Task::verify, no_leave);
    ASSERT_TRUE(engine) << engine.error().text();
    const auto outcome = (*engine)->chat(call(), asks("yes or no?", 8), take_all);
    ASSERT_TRUE(outcome) << outcome.error().text();
}

}  // namespace
}  // namespace familiar::tests
