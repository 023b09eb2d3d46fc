#include "nouns/conversation.h"
#include "nouns/event.h"
#include "nouns/source.h"

#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <set>

namespace familiar {
namespace {

template <class Enum>
std::set<std::string_view> names_up_to(Enum last) {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(last); ++i) names.insert(name_of(static_cast<Enum>(i)));
    return names;
}

TEST(Names, of_every_enum_differ) {
    EXPECT_EQ(names_up_to(PostKind::product).size(), 4U);
    EXPECT_EQ(names_up_to(ImportState::interrupted).size(), 4U);
    EXPECT_EQ(names_up_to(TurnState::cancelled).size(), 4U);
    EXPECT_EQ(names_up_to(Mode::shopping).size(), 5U);
    EXPECT_EQ(names_up_to(Support::none).size(), 6U);
    EXPECT_EQ(names_up_to(SentenceRole::step).size(), 7U);
    EXPECT_EQ(names_up_to(AnswerKind::written).size(), 8U);
    EXPECT_EQ(names_up_to(Stage::composing).size(), 3U);
}

TEST(Names, are_read_back) {
    for (const PostKind kind : {PostKind::post, PostKind::message, PostKind::article, PostKind::product}) {
        EXPECT_EQ(post_kind_from(name_of(kind)), kind);
    }
    for (const Mode mode : {Mode::automatic, Mode::fast, Mode::thinking, Mode::contemplating, Mode::shopping}) {
        EXPECT_EQ(mode_from(name_of(mode)), mode);
    }
    EXPECT_EQ(mode_from("auto"), Mode::automatic);
    EXPECT_EQ(mode_from("automatic"), std::nullopt);
    EXPECT_EQ(post_kind_from(""), std::nullopt);
}

TEST(ShelfId, is_written_with_the_letter_of_its_shelf) {
    EXPECT_EQ(to_text(PostId{Shelf::common, 12}), "c12");
    EXPECT_EQ(to_text(PostId{Shelf::person, 7}), "p7");
    EXPECT_EQ(shelf_id_from<Post>("p7"), (PostId{Shelf::person, 7}));
    for (const char* text : {"", "c", "p", "x1", "c0", "c-1", "c+1", "c 1", "1", "c1x", "C1", "c9223372036854775808",
                             "c00000000000000000001", "c99999999999999999999999"}) {
        EXPECT_EQ(shelf_id_from<Post>(text), std::nullopt) << text;
    }
    EXPECT_FALSE(PostId{});
}

RC_GTEST_PROP(ShelfId, is_read_as_it_is_written, ()) {
    const auto number = *rc::gen::inRange<std::int64_t>(1, std::numeric_limits<std::int64_t>::max());
    const PostId id{*rc::gen::element(Shelf::common, Shelf::person), number};
    RC_ASSERT(shelf_id_from<Post>(to_text(id)) == id);
}

TEST(Audience, compares_by_circle) {
    EXPECT_EQ(Audience::only_me(), Audience{});
    EXPECT_NE(Audience::everyone(), Audience::only_me());
    EXPECT_NE(Audience::of({1}), Audience::of({2}));
    EXPECT_EQ(Audience::of({1}), Audience::of({1}));
}

}  // namespace
}  // namespace familiar
