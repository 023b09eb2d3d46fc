#include "gather/activity/words.h"

#include "base/utf8.h"
#include "gather/html.h"
#include "gather/html/sniff.h"
#include "gather/limits.h"

#include <algorithm>

namespace familiar::gather {

namespace {

constexpr std::size_t k_title_bytes_max = 1000;

CleanText clean(const std::string& text, bool is_plain) {
    return is_plain || !looks_like_html(text) ? CleanText{clean_lines(text), {}} : clean_html(text, {});
}

void add_line(std::string& text, const std::string& line) { text.append(text.empty() ? "" : "\n").append(line); }

void describe(const std::vector<Medium>& media, Json& attributes) {
    for (const Medium& medium : media) {
        Json described = {{"url", medium.url}};
        if (!medium.type.empty()) described["type"] = medium.type;
        if (!medium.description.empty()) described["description"] = medium.description;
        attributes["media"].push_back(std::move(described));
    }
}

}  // namespace

bool put_words(const Words& words, Post& post, Json& attributes) {
    CleanText content = clean(words.content, words.is_plain);
    const std::string summary = clean(words.summary, false).text;
    if (words.is_long && content.text.empty()) content.text = summary;
    if (!words.is_long && !summary.empty()) attributes["content_warning"] = clean_line(summary);
    post.title = words.name.empty() && !words.is_long ? clean_line(summary) : words.name;
    post.title = std::string(utf8::prefix(post.title, k_title_bytes_max));
    post.text = std::move(content.text);
    for (const std::string& choice : words.choices) {
        if (!choice.empty()) add_line(post.text, "- " + choice);
    }
    if (post.text.empty()) {  // A picture posted without words says what its description says.
        for (const Medium& medium : words.media) {
            if (!medium.description.empty()) add_line(post.text, "[" + medium.description + "]");
        }
    }
    if (post.text.empty()) post.text = post.title;
    post.links = std::move(content.links);
    for (const Link& link : words.links) {
        const bool is_new = std::ranges::find(post.links, link.url, &Link::url) == post.links.end();
        if (is_new && post.links.size() < k_links_max) post.links.push_back(link);
    }
    describe(words.media, attributes);
    return !post.text.empty();
}

}  // namespace familiar::gather
