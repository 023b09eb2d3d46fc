#include "serve/http/multipart.h"

#include <gtest/gtest.h>

namespace familiar::serve::http {
namespace {

constexpr std::string_view k_form =
    "--XX\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nwhatsapp\r\n"
    "--XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"C:\\\\fake\\\\Garden %22Group%22.txt\"\r\n"
    "Content-Type: text/plain\r\n\r\nline 1\r\n--X not yet\r\n\r\n--XX--\r\n";

TEST(Multipart, ReadsFieldsAndFiles) {
    const auto parts = parse_multipart(k_form, "XX");
    ASSERT_TRUE(parts.has_value()) << parts.error().message;
    ASSERT_EQ(parts->size(), 2U);
    EXPECT_EQ((*parts)[0].name, "kind");
    EXPECT_EQ((*parts)[0].content, "whatsapp");
    EXPECT_TRUE((*parts)[0].file_name.empty());
    EXPECT_EQ((*parts)[1].content, "line 1\r\n--X not yet\r\n");
}

TEST(Multipart, AFileNameIsNeverAPath) {
    const auto name = [](const std::string& given) {
        const std::string form =
            "--b\r\nContent-Disposition: form-data; name=f; filename=\"" + given + "\"\r\n\r\n1\r\n--b--";
        const auto parts = parse_multipart(form, "b");
        return parts ? parts->at(0).file_name : parts.error().message;
    };
    EXPECT_EQ(name("../../etc/passwd"), "passwd");
    EXPECT_EQ(name("C:\\\\x\\\\chat.txt"), "chat.txt");
    EXPECT_EQ(name(".."), "upload");
    EXPECT_EQ(name(""), "upload");
    EXPECT_EQ(name("Grüße.txt"), "Grüße.txt");
}

TEST(Multipart, AnEmptyContentIsEmpty) {
    const auto parts = parse_multipart("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--b--", "b");
    ASSERT_TRUE(parts.has_value());
    EXPECT_EQ(parts->at(0).content, "");
}

TEST(Multipart, RefusesWhatIsBroken) {
    for (const char* bad : {"", "--b", "--bx", "--b\r\n", "--b\r\nno colon\r\n\r\n1\r\n--b--",
                            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end",
                            "--b\r\nContent-Type: text/plain\r\n\r\nno name\r\n--b--",
                            "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--b--"}) {
        EXPECT_FALSE(parse_multipart(bad, "b").has_value()) << bad;
    }
}

TEST(Multipart, LimitsTheParts) {
    std::string many;
    for (int i = 0; i < 50; ++i) many += "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
    const auto parts = parse_multipart(many + "--b--", "b");
    ASSERT_FALSE(parts.has_value());
    EXPECT_EQ(parts.error().code, ErrorCode::exhausted);
}

TEST(Multipart, FindsTheBoundary) {
    EXPECT_EQ(*multipart_boundary("multipart/form-data; boundary=abc"), "abc");
    EXPECT_EQ(*multipart_boundary("Multipart/Form-Data; charset=utf-8; Boundary=\"a;b\""), "a;b");
    EXPECT_FALSE(multipart_boundary("multipart/form-data").has_value());
    EXPECT_FALSE(multipart_boundary("application/json; boundary=abc").has_value());
    EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')).has_value());
}

}  // namespace
}  // namespace familiar::serve::http
