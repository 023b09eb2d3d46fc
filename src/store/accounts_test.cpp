// People, circles, sessions and keys.
#include "store/archive_conformance.h"

namespace familiar::store {
namespace {

using std::chrono::seconds;

class Accounts : public ArchiveTest {};
INSTANTIATE_OVER_BACKENDS(Accounts);

TEST_P(Accounts, people_are_added_found_and_changed) {
    Person person;
    person.handle = "nuala_7-x";
    person.display_name = "Nuala Ní Bhriain";
    person.role = Role::host;
    person.time_zone = "Europe/Dublin";
    person.as_of = Timestamp(seconds(1000));
    const Person added = *world.common().add_person(person);
    EXPECT_TRUE(added.id);
    EXPECT_EQ(added.created_at, world.clock.now());

    Person found = *world.common().person(added.id);
    EXPECT_EQ(found.handle, "nuala_7-x");
    EXPECT_EQ(found.display_name, "Nuala Ní Bhriain");
    EXPECT_EQ(found.role, Role::host);
    EXPECT_EQ(found.time_zone, "Europe/Dublin");
    EXPECT_EQ(found.as_of, Timestamp(seconds(1000)));
    EXPECT_EQ(world.common().person_by_handle("nuala_7-x")->id, added.id);
    EXPECT_EQ(world.common().people()->size(), 3U);

    found.display_name = "Nuala";
    found.role = Role::member;
    found.as_of.reset();
    ASSERT_TRUE(world.common().update_person(found));
    EXPECT_EQ(world.common().person(added.id)->display_name, "Nuala");
    EXPECT_EQ(world.common().person(added.id)->as_of, std::nullopt);
    EXPECT_EQ(world.common().person(added.id)->handle, "nuala_7-x");
}

TEST_P(Accounts, handles_are_unique_and_plain) {
    Person person;
    for (const char* handle : {"", "Mara", "a b", "ümlaut", "a'b", "12345678901234567890123456789012345678901"}) {
        person.handle = handle;
        EXPECT_EQ(world.common().add_person(person).error().code, ErrorCode::invalid_argument) << handle;
    }
    person.handle = "mara";
    EXPECT_EQ(world.common().add_person(person).error().code, ErrorCode::conflict);
}

TEST_P(Accounts, nobody_is_found_who_is_not_there) {
    EXPECT_EQ(world.common().person({999}).error().code, ErrorCode::not_found);
    EXPECT_EQ(world.common().person_by_handle("nobody").error().code, ErrorCode::not_found);
    EXPECT_EQ(world.common().viewer({999}).error().code, ErrorCode::not_found);
    EXPECT_EQ(world.common().remove_person({999}).error().code, ErrorCode::not_found);
    EXPECT_EQ(world.archive().person({999}).error().code, ErrorCode::not_found);
    EXPECT_EQ(world.archive().erase_person({999}).error().code, ErrorCode::not_found);
    EXPECT_EQ(world.archive().export_person({999}, world.folder / "x.db").error().code, ErrorCode::not_found);
    Person ghost;
    ghost.id = {999};
    EXPECT_EQ(world.common().update_person(ghost).error().code, ErrorCode::not_found);
}

TEST_P(Accounts, circles_are_seen_by_their_members) {
    CommonStore& common = world.common();
    const Circle family = *common.ensure_circle("family", mara);
    EXPECT_EQ(family.members, std::vector{mara});
    EXPECT_EQ(common.ensure_circle("family", mara)->id, family.id);
    EXPECT_EQ(common.ensure_circle("family", tom).error().code, ErrorCode::denied);
    EXPECT_TRUE(sees(tom).circles.empty());
    EXPECT_TRUE(common.circles_of(tom)->empty());

    ASSERT_TRUE(common.add_to_circle(family.id, tom));
    ASSERT_TRUE(common.add_to_circle(family.id, tom));
    EXPECT_EQ(sees(tom).circles, std::vector{family.id});
    EXPECT_EQ(common.circles_of(tom)->front().members, (std::vector{mara, tom}));
    EXPECT_EQ(common.ensure_circle("family", tom)->members, (std::vector{mara, tom}));

    ASSERT_TRUE(common.remove_from_circle(family.id, tom));
    EXPECT_TRUE(sees(tom).circles.empty());
    EXPECT_FALSE(common.add_to_circle({999}, tom));
    EXPECT_FALSE(common.add_to_circle(family.id, {999}));
}

TEST_P(Accounts, a_circle_ends_with_its_last_member) {
    const CircleId first = world.common().ensure_circle("family", mara)->id;
    ASSERT_TRUE(world.archive().erase_person(mara));
    const CircleId second = world.common().ensure_circle("family", tom)->id;
    EXPECT_NE(first, second) << "what was shared with the old circle must not be seen by the new one";
}

TEST_P(Accounts, sessions_hold_until_they_expire_or_end) {
    CommonStore& common = world.common();
    const Timestamp now = world.clock.now();
    ASSERT_TRUE(common.add_session({mara, "digest-1", "csrf-1", now, now + seconds(100)}));
    const Session found = *common.session("digest-1", now + seconds(99));
    EXPECT_EQ(found.person, mara);
    EXPECT_EQ(found.csrf, "csrf-1");
    EXPECT_EQ(found.expires_at, now + seconds(100));
    EXPECT_EQ(common.session("digest-1", now + seconds(100)).error().code, ErrorCode::not_found);
    EXPECT_EQ(common.session("digest-2", now).error().code, ErrorCode::not_found);

    ASSERT_TRUE(common.end_session("digest-1"));
    EXPECT_EQ(common.session("digest-1", now).error().code, ErrorCode::not_found);
    ASSERT_TRUE(common.add_session({tom, "old", "c", now, now + seconds(1)}));
    ASSERT_TRUE(common.add_session({tom, "new", "c", now + seconds(5), now + seconds(50)}));
    EXPECT_FALSE(common.session("old", now)) << "sessions that have expired are swept away";
}

TEST_P(Accounts, a_sign_in_link_works_once_and_not_too_late) {
    CommonStore& common = world.common();
    const Timestamp now = world.clock.now();
    ASSERT_TRUE(common.add_sign_in("link", mara, now + seconds(60)));
    ASSERT_TRUE(common.add_sign_in("late", tom, now + seconds(60)));
    EXPECT_EQ(common.redeem_sign_in("guess", now).error().code, ErrorCode::denied);
    EXPECT_EQ(*common.redeem_sign_in("link", now), mara);
    EXPECT_EQ(common.redeem_sign_in("link", now).error().code, ErrorCode::denied);
    EXPECT_EQ(common.redeem_sign_in("late", now + seconds(60)).error().code, ErrorCode::denied);
}

TEST_P(Accounts, keys_are_found_by_digest_and_removed_by_their_owner) {
    CommonStore& common = world.common();
    const ApiKey laptop = *common.add_key(mara, "laptop", "digest-a");
    ASSERT_TRUE(common.add_key(mara, "phone", "digest-b"));
    EXPECT_EQ(common.add_key(tom, "copy", "digest-a").error().code, ErrorCode::conflict);
    EXPECT_EQ(common.key("digest-a")->person, mara);
    EXPECT_EQ(common.key("digest-a")->name, "laptop");
    EXPECT_EQ(common.key("digest-a")->used_at, std::nullopt);
    EXPECT_EQ(common.key("digest-c").error().code, ErrorCode::not_found);
    EXPECT_EQ(common.keys(mara)->size(), 2U);
    EXPECT_TRUE(common.keys(tom)->empty());
    EXPECT_EQ(common.remove_key(tom, laptop.id).error().code, ErrorCode::not_found);
    ASSERT_TRUE(common.remove_key(mara, laptop.id));
    EXPECT_FALSE(common.key("digest-a"));
}

TEST_P(Accounts, leave_with_the_person) {
    CommonStore& common = world.common();
    const Timestamp now = world.clock.now();
    ASSERT_TRUE(common.add_session({mara, "session", "c", now, now + seconds(100)}));
    ASSERT_TRUE(common.add_sign_in("link", mara, now + seconds(60)));
    ASSERT_TRUE(common.add_key(mara, "laptop", "key"));
    const Circle family = *common.ensure_circle("family", tom);
    ASSERT_TRUE(common.add_to_circle(family.id, mara));
    ASSERT_TRUE(world.archive().erase_person(mara));
    EXPECT_FALSE(common.person(mara));
    EXPECT_FALSE(common.session("session", now));
    EXPECT_FALSE(common.redeem_sign_in("link", now));
    EXPECT_FALSE(common.key("key"));
    EXPECT_EQ(common.circles_of(tom)->front().members, std::vector{tom});
    EXPECT_NE(world.add_person("mara"), mara) << "a number is never given twice";
}

TEST_P(Accounts, survive_a_restart) {
    ASSERT_TRUE(world.common().add_key(tom, "laptop", "key"));
    world.reopen();
    EXPECT_EQ(world.common().person(tom)->handle, "tom");
    EXPECT_EQ(world.common().key("key")->person, tom);
}

}  // namespace
}  // namespace familiar::store
