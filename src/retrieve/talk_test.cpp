#include "retrieve/talk.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace familiar::retrieve {
namespace {

Post message(std::string author, std::string text, int minute) {
    Post post;
    post.kind = PostKind::message;
    post.author.name = std::move(author);
    post.text = std::move(text);
    post.posted_at = Timestamp(std::chrono::minutes(minute));
    return post;
}

std::vector<double> weights(const Post& post, const std::vector<Post>& earlier) {
    std::vector<Before> before;
    for (const Post& one : earlier) before.push_back({one, 0, heard_in(one.text)});
    lean(post, before);
    std::vector<double> weights;
    for (const Before& one : before) weights.push_back(one.weight);
    return weights;
}

TEST(Lean, AReplyLeansOnAQuestionThroughOtherTalk) {
    std::vector<Post> earlier;
    for (int i = 0; i < 6; ++i) earlier.push_back(message("Cem", "what a day.", 59 - i));
    earlier.push_back(message("Ada", "where are the keys?", 10));
    earlier.push_back(message("Cem", "this rain.", 5));
    const auto found = weights(message("Bo", "on the hook behind the door", 60), earlier);
    EXPECT_GT(found[6], 0.55);
    EXPECT_EQ(found[5], 0);
    EXPECT_EQ(found[7], 0);
}

TEST(Lean, WhoWritesOnWritesOfTheSame) {
    const Post goes_on = message("Ada", "got 80 euro for it", 12);
    const auto found = weights(goes_on, {message("Bo", "and?", 11), message("Ada", "sold the bike", 10)});
    EXPECT_GT(found[1], found[0]);
    const auto later = weights(message("Ada", "got 80 euro for it", 600),
                               {message("Bo", "and?", 599), message("Ada", "sold the bike", 10)});
    EXPECT_LT(later[1], found[1]);
}

TEST(Lean, OutsideOfChatsOnlyRepliesLean) {
    Post reply = message("Bo", "on the hook", 10'000);
    reply.reply_to = "1";
    EXPECT_EQ(weights(reply, {message("Ada", "the keys", 0)}), std::vector<double>{0.7});
}

TEST(Kin, WhoWorksHasAJob) {
    const auto kin = talk_kin("work");
    EXPECT_NE(std::ranges::find(kin, "job"), kin.end());
    EXPECT_TRUE(talk_kin("ladder").empty());
}

}  // namespace
}  // namespace familiar::retrieve
