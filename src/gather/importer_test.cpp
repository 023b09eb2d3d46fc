// Imports into a real archive in a temporary folder.
#include "gather/importer.h"

#include "gather/importer/world_test.h"
#include "gather/input/packed_test.h"
#include "gather/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using ImporterTest = ImportWorld;

std::string record(int number, const std::string& text = "words") {
    return "{\"id\":\"r" + std::to_string(number) + "\",\"text\":\"" + text + "\"}\n";
}

std::string records(int from, int to) {
    std::string lines;
    for (int i = from; i < to; ++i) lines += record(i, "words of " + std::to_string(i));
    return lines;
}

TEST_F(ImporterTest, StoresAFileInThePersonsOwnStore) {
    const auto jobs = import(put("posts.jsonl", record(1, "Hello") + record(2, "again")));
    ASSERT_TRUE(jobs.has_value()) << jobs.error().text();
    ASSERT_THAT(*jobs, SizeIs(1));
    const ImportJob& job = jobs->front();
    EXPECT_EQ(job.state, ImportState::done);
    EXPECT_EQ(job.report.read, 2);
    EXPECT_EQ(job.report.added, 2);
    EXPECT_EQ(job.bytes_read, job.bytes);
    EXPECT_EQ(posts(Shelf::person), 2);
    EXPECT_EQ(posts(Shelf::common), 0);
    const Source source = sources(Shelf::person).front();
    EXPECT_EQ(source.kind, "jsonl");
    EXPECT_EQ(source.locator, (folder_ / "posts.jsonl").string());
    EXPECT_EQ(source.title, "posts.jsonl");
    EXPECT_EQ(source.trouble, "");
    EXPECT_TRUE(source.checked_at.has_value());
    const Post post = *store(Shelf::person)->post(viewer(), 1);
    EXPECT_EQ(post.text, "Hello");
    EXPECT_EQ(post.language, "en");
    EXPECT_EQ(post.audience, Audience::only_me());
}

TEST_F(ImporterTest, AddsNothingTheSecondTime) {
    const std::string path = put("posts.jsonl", record(1) + record(2));
    ASSERT_TRUE(import(path).has_value());
    const auto again = import(path);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->front().report.added, 0);
    EXPECT_EQ(again->front().report.unchanged, 2);
    EXPECT_EQ(again->front().report.read, 2);
    EXPECT_EQ(posts(Shelf::person), 2);
    EXPECT_THAT(sources(Shelf::person), SizeIs(1));
}

TEST_F(ImporterTest, MakesAnEditedPostANewVersion) {
    ASSERT_TRUE(import(put("posts.jsonl", record(1, "befor") + record(2))).has_value());
    const auto again = import(put("posts.jsonl", record(1, "before") + record(2)));
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->front().report.changed, 1);
    EXPECT_EQ(again->front().report.unchanged, 1);
    const Post post = *store(Shelf::person)->post(viewer(), 1);
    EXPECT_EQ(post.version, 2);
    EXPECT_EQ(post.text, "before");
    EXPECT_EQ(store(Shelf::person)->post_version(viewer(), 1, 1)->text, "befor");
}

TEST_F(ImporterTest, CountsAndNamesBrokenRecords) {
    const auto jobs = import(put("posts.jsonl", record(1) + "{broken\n{\"id\":\"e\"}\n" + record(2) + "{\"text\":\"" +
                                                    std::string((1U << 20U) + 1, 'x') + "\"}\n"));
    ASSERT_TRUE(jobs.has_value());
    const ImportReport& report = jobs->front().report;
    EXPECT_EQ(jobs->front().state, ImportState::done);
    EXPECT_EQ(report.read, 5);
    EXPECT_EQ(report.added, 2);
    EXPECT_EQ(report.skipped, 1);
    EXPECT_EQ(report.broken, 2);
    ASSERT_THAT(report.broken_first, SizeIs(2));
    EXPECT_EQ(report.broken_first[0].where, "posts.jsonl: line 2");
    EXPECT_EQ(report.broken_first[1].where, "posts.jsonl: record 5");
    EXPECT_THAT(report.broken_first[1].reason, HasSubstr("longer than 1024 KiB"));
}

TEST_F(ImporterTest, NamesOnlyTheFirstOfManyBrokenRecords) {
    std::string content = record(0);
    for (int i = 0; i < 300; ++i) content += "{broken\n";
    const auto jobs = import(put("posts.jsonl", content));
    ASSERT_TRUE(jobs.has_value());
    EXPECT_EQ(jobs->front().report.broken, 300);
    EXPECT_THAT(jobs->front().report.broken_first, SizeIs(k_broken_named_max));
}

TEST_F(ImporterTest, FailsWhenNoRecordCanBeRead) {
    const auto jobs = import(put("posts.jsonl", "{a\n{b\n"));
    ASSERT_FALSE(jobs.has_value());
    EXPECT_THAT(jobs.error().message,
                HasSubstr("none of its 2 records could be read; the first is posts.jsonl: line 1"));
    EXPECT_THAT(sources(Shelf::person).front().trouble, HasSubstr("none of its 2 records"));
}

TEST_F(ImporterTest, GoesOnWhereItWasStopped) {
    const std::string path = put("posts.jsonl", records(0, 3000));
    std::stop_source stop;
    const auto stop_soon = [&](const ImportJob& job, const Source&) {
        if (job.report.added >= 1000) stop.request_stop();
    };
    const auto first = import(path, {}, stop.get_token(), stop_soon);
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(first->front().state, ImportState::interrupted);
    const std::int64_t stored = posts(Shelf::person);
    EXPECT_GE(stored, 1000);
    EXPECT_LT(stored, 3000);
    EXPECT_EQ(first->front().position, stored);
    EXPECT_EQ(first->front().report.added, stored);
    EXPECT_EQ(first->front().report.read, stored);

    const auto second = import(path);
    ASSERT_TRUE(second.has_value());
    EXPECT_EQ(second->front().id, first->front().id);
    EXPECT_EQ(second->front().state, ImportState::done);
    EXPECT_EQ(second->front().report.read, 3000);
    EXPECT_EQ(second->front().report.added, 3000);
    EXPECT_EQ(second->front().report.unchanged, 0);
    EXPECT_EQ(posts(Shelf::person), 3000);
}

TEST_F(ImporterTest, StoresManyBatchesInTheirOrder) {
    const std::string path = put("posts.jsonl", records(0, 9000));
    const auto jobs = import(path);
    ASSERT_TRUE(jobs.has_value()) << jobs.error().text();
    EXPECT_EQ(jobs->front().state, ImportState::done);
    EXPECT_EQ(jobs->front().position, 9000);
    EXPECT_EQ(jobs->front().report.added, 9000);
    for (const int number : {0, 2047, 2048, 4096, 8999}) {
        EXPECT_EQ(store(Shelf::person)->post(viewer(), number + 1)->text, "words of " + std::to_string(number));
    }
    put("posts.jsonl", records(0, 8000) + record(8000, "others") + records(8001, 9000));
    const auto again = import(path);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->front().report.changed, 1);
    EXPECT_EQ(again->front().report.unchanged, 8999);
    EXPECT_EQ(store(Shelf::person)->post(viewer(), 8001)->text, "others");
    EXPECT_THAT(*store(Shelf::person)->integrity(), IsEmpty());
}

TEST_F(ImporterTest, StartsAgainWhenTheInputIsAnother) {
    const std::string path = put("posts.jsonl", records(0, 3000));
    std::stop_source stop;
    ASSERT_TRUE(
        import(path, {}, stop.get_token(), [&](const ImportJob&, const Source&) { stop.request_stop(); }).has_value());
    const std::int64_t stored = posts(Shelf::person);
    const auto second = import(put("posts.jsonl", records(3000, 3010) + records(0, 3000)));
    ASSERT_TRUE(second.has_value());
    EXPECT_EQ(second->front().report.read, 3010);
    EXPECT_EQ(second->front().report.unchanged, stored);
    EXPECT_EQ(posts(Shelf::person), 3010);
}

TEST_F(ImporterTest, SaysWhatToDoWhenTheDiskIsFull) {
    open_archive(300'000);
    const std::string path = put("posts.jsonl", records(0, 5000));
    const auto jobs = import(path);
    const std::string message = jobs ? jobs->front().message : jobs.error().text();
    EXPECT_THAT(message, HasSubstr("no room left"));
    EXPECT_THAT(message, HasSubstr("Free some space"));
    EXPECT_EQ(jobs ? jobs->front().report.added : 0, posts(Shelf::person));
    open_archive(0);
    const auto again = import(path);
    ASSERT_TRUE(again.has_value()) << again.error().text();
    EXPECT_EQ(again->front().state, ImportState::done);
    EXPECT_EQ(again->front().report.read, 5000);
    EXPECT_EQ(posts(Shelf::person), 5000);
}

TEST_F(ImporterTest, SharesOnlyWithCirclesOfTheOwner) {
    const std::string path =
        put("posts.jsonl", record(1) + "{\"id\":\"p\",\"text\":\"secret\",\"audience\":\"private\"}\n");
    const CircleId mine = archive_->common().ensure_circle("family", owner_)->id;
    const CircleId theirs = archive_->common().ensure_circle("others", other_)->id;
    const auto jobs = import(path, {.audience = Audience::of(mine)});
    ASSERT_TRUE(jobs.has_value()) << jobs.error().text();
    EXPECT_EQ(jobs->front().report.added, 1);
    EXPECT_EQ(jobs->front().report.broken, 1);
    EXPECT_EQ(posts(Shelf::common), 1);
    EXPECT_EQ(posts(Shelf::person), 0);
    EXPECT_EQ(store(Shelf::common)->post(viewer(), 1)->audience, Audience::of(mine));

    const auto refused = import(path, {.audience = Audience::of(theirs)});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::denied);
    const auto wider = import(path, {.audience = Audience::everyone()});
    ASSERT_FALSE(wider.has_value());
    EXPECT_EQ(wider.error().code, ErrorCode::conflict);
    EXPECT_EQ(posts(Shelf::common), 1);
}

TEST_F(ImporterTest, DoesNotShareWhatWasNotPublicWhereItWasPosted) {
    const std::string path = put("posts.jsonl",
                                 "{\"id\":\"1\",\"text\":\"a\",\"visibility\":\"direct\"}\n"
                                 "{\"id\":\"2\",\"text\":\"b\",\"visibility\":\"followers\"}\n"
                                 "{\"id\":\"3\",\"text\":\"c\",\"visibility\":\"unlisted\"}\n");
    const auto shared = import(path, {.audience = Audience::everyone()});
    ASSERT_TRUE(shared.has_value());
    EXPECT_EQ(shared->front().report.added, 1);
    EXPECT_EQ(shared->front().report.broken, 2);
    EXPECT_THAT(shared->front().report.broken_first[0].reason, HasSubstr("import it as private"));
    EXPECT_EQ(import(path)->front().report.added, 3);
}

TEST_F(ImporterTest, ReadsAnUploadUnderItsName) {
    const auto jobs = upload("WhatsApp Chat with Garden Group.txt", "01/03/2026, 10:00 - Ana: hello\n");
    ASSERT_TRUE(jobs.has_value());
    const Source source = sources(Shelf::person).front();
    EXPECT_EQ(source.locator, "upload:WhatsApp Chat with Garden Group.txt");
    EXPECT_EQ(source.kind, "whatsapp");
    EXPECT_EQ(source.title, "Garden Group");
    EXPECT_EQ(store(Shelf::person)->post(viewer(), 1)->thread, "Garden Group");
}

TEST_F(ImporterTest, ImportsAFolderAndSaysWhatItCouldNot) {
    put("export/a.jsonl", record(1));
    put("export/notes/letter.txt", "Dear all,");
    put("export/telegram/result.json", "{\"messages\":[{\"date_unixtime\":\"1\"}]}");
    put("export/z.txt", "31/12/2025, 23:59 - Ana: hello");
    const auto jobs = import((folder_ / "export").string());
    ASSERT_TRUE(jobs.has_value()) << jobs.error().text();
    ASSERT_THAT(*jobs, SizeIs(3));
    EXPECT_EQ((*jobs)[0].state, ImportState::done);
    EXPECT_EQ((*jobs)[1].state, ImportState::failed);
    EXPECT_THAT((*jobs)[1].message, HasSubstr("Telegram"));
    EXPECT_EQ((*jobs)[2].state, ImportState::done);
    EXPECT_EQ(posts(Shelf::person), 2);
    EXPECT_THAT(sources(Shelf::person), SizeIs(2));
}

TEST_F(ImporterTest, NamesTheAuthorOfAMastodonArchiveByItsActor) {
    const std::string id = "https://social.example/users/ana";
    const std::string outbox = R"({"@context":"https://www.w3.org/ns/activitystreams","type":"OrderedCollection",)"
                               R"("orderedItems":[{"type":"Create","actor":")" +
                               id + R"(","to":["https://www.w3.org/ns/activitystreams#Public"],"object":{"id":")" + id +
                               R"(/1","type":"Note","content":"<p>Fog</p>","published":"2026-03-01T09:30:00Z",)"
                               R"("attributedTo":")" +
                               id + R"("}}]})";
    const std::string actor = R"({"@context":"https://www.w3.org/ns/activitystreams","type":"Person","id":")" + id +
                              R"(","preferredUsername":"ana","name":"Ana Maria","inbox":"x","outbox":"y"})";
    const auto name_in = [&](const std::string& location) {
        const auto jobs = import(location);
        EXPECT_TRUE(jobs && jobs->front().report.added == 1) << location;
        return store(Shelf::person)->post(viewer(), posts(Shelf::person))->author.name;
    };
    put("folder/outbox.json", outbox);
    put("folder/actor.json", actor);
    EXPECT_EQ(name_in((folder_ / "folder").string()), "Ana Maria");
    EXPECT_EQ(name_in(put("late.zip", packed(Packing::zip, {{"outbox.json", outbox}, {"actor.json", actor}}))),
              "Ana Maria");
    EXPECT_EQ(name_in(put("in.tar.gz", packed(Packing::tar_gz, {{"a/actor.json", actor}, {"a/outbox.json", outbox}}))),
              "Ana Maria");
    EXPECT_EQ(name_in(put("without.zip", packed(Packing::zip, {{"outbox.json", outbox}, {"b/actor.json", actor}}))),
              "ana");
}

TEST_F(ImporterTest, TakesOnlyWhatFitsTheKindThatWasAskedFor) {
    put("export/a.jsonl", record(1));
    put("export/z.txt", "31/12/2025, 23:59 - Ana: hello");
    const auto jobs = import((folder_ / "export").string(), {.kind = InputKind::whatsapp});
    ASSERT_TRUE(jobs.has_value()) << jobs.error().text();
    EXPECT_THAT(*jobs, SizeIs(1));
    EXPECT_EQ(sources(Shelf::person).front().kind, "whatsapp");
}

TEST_F(ImporterTest, RefusesWhatItDoesNotKnow) {
    const auto unknown = import(put("letter.txt", "Dear all,"));
    ASSERT_FALSE(unknown.has_value());
    EXPECT_THAT(unknown.error().message, HasSubstr("letter.txt is of no kind"));
    const auto nothing = import(put("export/letter.txt", "Dear all,").substr(0, (folder_ / "export").string().size()));
    ASSERT_FALSE(nothing.has_value());
    EXPECT_THAT(nothing.error().message, HasSubstr("(1 files were passed over)"));
    EXPECT_EQ(import((folder_ / "nowhere").string()).error().code, ErrorCode::not_found);
    EXPECT_FALSE(import("/dev/null").has_value());
    EXPECT_FALSE(import(put("posts.jsonl", record(1)), {.time_zone = "Mars/Olympus"}).has_value());
    ImportRequest stranger;
    stranger.owner = {.value = 999};
    EXPECT_EQ(importer_->import(Call(clock_), stranger, {}).error().code, ErrorCode::not_found);
    EXPECT_THAT(sources(Shelf::person), IsEmpty());
}

TEST_F(ImporterTest, ImportsWhatCameBeforeAZipWasCutOff) {
    std::string noise;
    for (unsigned i = 0, x = 1; i < 2000; ++i)
        noise += record(static_cast<int>(i), std::to_string(x = x * 1664525U + 1013904223U));
    std::string zip = packed(Packing::zip, {{"a.jsonl", record(-1)}, {"b.jsonl", noise}});
    zip.resize(zip.size() * 3 / 4);
    const auto jobs = import(put("export.zip", zip));
    ASSERT_TRUE(jobs.has_value()) << jobs.error().text();
    ASSERT_THAT(*jobs, SizeIs(2));
    EXPECT_EQ((*jobs)[0].report.added, 1);
    EXPECT_EQ((*jobs)[1].state, ImportState::failed);
    EXPECT_THAT((*jobs)[1].message, HasSubstr("damaged or was cut short"));
    EXPECT_GT((*jobs)[1].report.added, 500);
    EXPECT_EQ(posts(Shelf::person), 1 + (*jobs)[1].report.added);

    const auto whole = import(put("export.zip", packed(Packing::zip, {{"a.jsonl", record(-1)}, {"b.jsonl", noise}})));
    ASSERT_TRUE(whole.has_value());
    EXPECT_EQ((*whole)[1].report.read, 2000);
    EXPECT_EQ(posts(Shelf::person), 2001);
}

TEST_F(ImporterTest, StopsABombAndKeepsWhatCameBefore) {
    const std::string bomb = record(2) + std::string(40U << 20U, 'x');
    const auto jobs = import(put("bomb.zip", packed(Packing::zip, {{"a.jsonl", record(1)}, {"b.jsonl", bomb}})));
    ASSERT_TRUE(jobs.has_value()) << jobs.error().text();
    ASSERT_THAT(*jobs, SizeIs(2));
    EXPECT_EQ((*jobs)[0].state, ImportState::done);
    EXPECT_EQ((*jobs)[1].state, ImportState::failed);
    EXPECT_THAT((*jobs)[1].message, HasSubstr("200 times its size, the limit"));

    const auto alone = import(put("alone.zip", packed(Packing::zip, {{"b.jsonl", std::string(40U << 20U, 'x')}})));
    ASSERT_FALSE(alone.has_value());
    EXPECT_EQ(alone.error().code, ErrorCode::exhausted);
}

TEST_F(ImporterTest, GivesRecordsWithoutIdsTheSameOneEachTime) {
    const std::string path = put("posts.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"a\"}\n");
    const auto jobs = import(path);
    ASSERT_TRUE(jobs.has_value());
    EXPECT_EQ(jobs->front().report.added, 2);
    EXPECT_EQ(jobs->front().report.unchanged, 1);
    EXPECT_EQ(import(path)->front().report.unchanged, 3);
}

TEST_F(ImporterTest, BoundsForeignIdsAndNames) {
    const std::string long_id(5000, 'i');
    const auto jobs = import(
        put("posts.jsonl", "{\"id\":\"" + long_id + "\",\"text\":\"a\\u0000b\",\"author\":\"" + std::string(5000, 'n') +
                               "\"}\n{\"id\":\"2\",\"text\":\"c\",\"reply_to\":\"" + long_id + "\"}\n"));
    ASSERT_TRUE(jobs.has_value());
    const Post first = *store(Shelf::person)->post(viewer(), 1);
    const Post second = *store(Shelf::person)->post(viewer(), 2);
    EXPECT_LT(first.external_id.size(), 100U);
    EXPECT_EQ(second.reply_to, first.external_id);
    EXPECT_EQ(first.author.name.size(), k_field_bytes_max);
    EXPECT_EQ(first.text, "ab");
}

TEST_F(ImporterTest, KeepsTheTitleThatThePersonChose) {
    const auto jobs = import(put("WhatsApp Chat with Ana.txt", "01/03/2026, 10:00 - Ana: hello"), {.title = "Sister"});
    ASSERT_TRUE(jobs.has_value());
    EXPECT_EQ(sources(Shelf::person).front().title, "Sister");
    ASSERT_TRUE(import((folder_ / "WhatsApp Chat with Ana.txt").string()).has_value());
    EXPECT_EQ(sources(Shelf::person).front().title, "Sister");
}

}  // namespace
}  // namespace familiar::gather
