#include "privacy/consents.h"

#include "privacy/egress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::privacy {
namespace {

using ::testing::HasSubstr;

TEST(Consents, OnlyAnsweringIsAllowedToWhoeverSaidNothing) {
    const Consents consents;
    for (const Purpose purpose : k_purposes) EXPECT_EQ(consents.allows(purpose), purpose == Purpose::answer);
}

TEST(Consents, WhatWasSaidHolds) {
    const std::vector<Consent> said = {{Purpose::remote_engine, true, {}}, {Purpose::answer, false, {}}};
    const Consents consents(said);
    EXPECT_TRUE(consents.allows(Purpose::remote_engine));
    EXPECT_FALSE(consents.allows(Purpose::answer));
    EXPECT_FALSE(consents.allows(Purpose::shop));
    EXPECT_EQ(consents.all().size(), k_purposes.size());
}

TEST(Consents, EveryPurposeHasANameAndAMeaning) {
    for (const Purpose purpose : k_purposes) {
        EXPECT_EQ(purpose_from(name_of(purpose)), purpose);
        EXPECT_FALSE(meaning_of(purpose).empty());
    }
    EXPECT_FALSE(purpose_from("advertise").has_value());
}

TEST(Egress, NoPermitWithoutConsent) {
    const auto refused = permit(Consents(), PersonId{1}, Purpose::remote_engine, {});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::denied);
    EXPECT_THAT(refused.error().text(), HasSubstr("familiar consents allow remote_engine"));
}

TEST(Egress, APermitWritesIntoTheLedger) {
    const std::vector<Consent> said = {{Purpose::remote_engine, true, {}}};
    std::vector<LedgerEntry> written;
    const auto granted =
        permit(Consents(said), PersonId{7}, Purpose::remote_engine, [&](const LedgerEntry& entry) -> Result<> {
            written.push_back(entry);
            return {};
        });
    ASSERT_TRUE(granted.has_value());
    EXPECT_EQ(granted->person(), PersonId{7});
    ASSERT_TRUE(granted->record({.at = {}, .host = "models.example", .purpose = "chat", .outcome = "200"}));
    ASSERT_EQ(written.size(), 1);
    EXPECT_EQ(written[0].host, "models.example");
}

}  // namespace
}  // namespace familiar::privacy
