#include "gather/html.h"

#include "base/utf8.h"
#include "gather/feed/url.h"
#include "gather/html/characters.h"
#include "gather/html/layout.h"
#include "gather/html/reduced.h"
#include "gather/html/tags.h"
#include "gather/limits.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <gumbo.h>
#include <memory>
#include <unordered_set>

namespace familiar::gather {

namespace {

GumboOptions options() {
    GumboOptions result = kGumboDefaultOptions;
    result.max_errors = 0;
    return result;
}

struct TreeCloser {
    void operator()(GumboOutput* tree) const {
        const GumboOptions used = options();
        gumbo_destroy_output(&used, tree);
    }
};
using Tree = std::unique_ptr<GumboOutput, TreeCloser>;

// The tree points into `markup`.
Tree tree_of(const std::string& markup) {
    const GumboOptions used = options();
    return Tree(gumbo_parse_with_options(&used, markup.data(), markup.size()));
}

std::string_view attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found == nullptr ? std::string_view() : std::string_view(found->value);
}

// Many pictures are described by their file name or by what they are; that tells a reader nothing.
bool says_something(std::string_view description) {
    static constexpr std::string_view k_empty_words[] = {"image", "img", "photo", "picture", "bild", "imagen", "foto"};
    const auto same = [&](std::string_view word) {
        return std::ranges::equal(description, word, [](char a, char b) { return (a | 0x20) == b; });
    };
    if (description.empty() || std::ranges::any_of(k_empty_words, same)) return false;
    if (description.find(' ') != std::string_view::npos) return true;
    static constexpr std::string_view k_endings[] = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"};
    const bool is_file = std::ranges::any_of(k_endings, [&](std::string_view e) { return description.ends_with(e); });
    return !is_file && description.find("://") == std::string_view::npos;
}

// Walks a tree without recursion and writes what it shows.
class Reading {
public:
    explicit Reading(std::string_view base_url) : base_url_(base_url) {}

    void walk(const GumboNode* root) {
        const GumboNode* node = root;
        while (true) {
            if (enter(*node)) {
                if (const GumboVector& inner = node->v.element.children; inner.length > 0) {
                    node = static_cast<const GumboNode*>(inner.data[0]);
                    continue;
                }
                leave(*node);
            }
            while (node != root && is_last(*node)) {
                node = node->parent;
                leave(*node);
            }
            if (node == root) return;
            node = static_cast<const GumboNode*>(node->parent->v.element.children.data[node->index_within_parent + 1]);
        }
    }

    CleanText result() && { return {std::move(layout_).result(), std::move(links_)}; }

private:
    static bool is_last(const GumboNode& node) {
        return node.index_within_parent + 1 >= node.parent->v.element.children.length;
    }

    // Whether what is inside is to be read (and left) too.
    bool enter(const GumboNode& node) {
        if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
            const std::string_view words = node.v.text.text;
            if (preformatted_ > 0)
                layout_.preformatted(words);
            else
                layout_.text(words);
            return false;
        }
        if (node.type != GUMBO_NODE_ELEMENT) return false;
        const GumboElement& element = node.v.element;
        const TagRole role = role_of(element.tag);
        if (role == TagRole::dropped || role == TagRole::raw || element.tag_namespace != GUMBO_NAMESPACE_HTML)
            return false;
        if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) return false;
        begin(element, role);
        return true;
    }

    void begin(const GumboElement& element, TagRole role) {
        switch (role) {
            case TagRole::line: layout_.line(); break;
            case TagRole::paragraph:
            case TagRole::rule: layout_.paragraph(); break;
            case TagRole::line_break: layout_.line_break(); break;
            case TagRole::image: show_image(element); break;
            case TagRole::list: begin_list(element); break;
            case TagRole::item: layout_.item(marker_of(element.tag)); break;
            case TagRole::row: layout_.row(); break;
            case TagRole::cell: layout_.cell(); break;
            default: break;
        }
        if (element.tag == GUMBO_TAG_PRE || element.tag == GUMBO_TAG_LISTING) ++preformatted_;
        if (element.tag == GUMBO_TAG_BLOCKQUOTE) layout_.begin_quote();
        if (element.tag == GUMBO_TAG_A) layout_.begin_label();
    }

    void leave(const GumboNode& node) {
        const GumboElement& element = node.v.element;
        const TagRole role = role_of(element.tag);
        if (element.tag == GUMBO_TAG_A) keep_link(attribute(element, "href"), layout_.end_label());
        if (element.tag == GUMBO_TAG_BLOCKQUOTE) layout_.end_quote();
        if (element.tag == GUMBO_TAG_PRE || element.tag == GUMBO_TAG_LISTING) --preformatted_;
        if (role == TagRole::list) end_list();
        if (role == TagRole::item || role == TagRole::row) layout_.end_item();
        if (role == TagRole::line) layout_.line();
        if (role == TagRole::paragraph) layout_.paragraph();
    }

    void begin_list(const GumboElement& element) {
        around_list();
        layout_.begin_list();
        int start = 1;
        const std::string_view given = attribute(element, "start");
        std::from_chars(given.data(), given.data() + given.size(), start);
        lists_.push_back(element.tag == GUMBO_TAG_OL ? std::clamp(start, 0, 1'000'000) : -1);
    }

    void end_list() {
        lists_.pop_back();
        layout_.end_list();
        around_list();
    }

    void around_list() {
        if (lists_.empty())
            layout_.paragraph();
        else
            layout_.line();
    }

    std::string marker_of(GumboTag tag) {
        const bool numbered = tag == GUMBO_TAG_LI && !lists_.empty() && lists_.back() >= 0;
        return numbered ? std::to_string(lists_.back()++) + ". " : "- ";
    }

    void show_image(const GumboElement& element) {
        const std::string description = clean_line(attribute(element, "alt"));
        const std::string_view kind = attribute(element, "class");
        const bool is_emoji =
            kind.find("emoji") != std::string_view::npos || kind.find("smiley") != std::string_view::npos;
        if (is_emoji)
            layout_.text(description);
        else if (says_something(description))
            layout_.text("[" + description + "]");
    }

    void keep_link(std::string_view reference, std::string label) {
        if (reference.empty() || links_.size() >= k_links_max || !known_.insert(std::string(reference)).second) return;
        std::string url = safe_link(reference, base_url_);
        if (url.empty() || (url != reference && !known_.insert(url).second)) return;
        links_.push_back({std::move(url), std::move(label)});
    }

    std::string_view base_url_;
    TextLayout layout_;
    std::vector<Link> links_;
    std::unordered_set<std::string> known_;  // as written and as resolved
    std::vector<int> lists_;                 // the open ones: the next number, or -1 without numbers
    int preformatted_ = 0;
};

}  // namespace

CleanText clean_html(std::string_view html, std::string_view base_url) {
    std::string input = utf8::repaired(utf8::prefix(html, k_html_bytes_max));
    std::erase_if(input, [](char c) { return use_of(static_cast<unsigned char>(c)) == CharacterUse::never && c >= 0; });
    const std::string markup = reduced_markup(input);
    const Tree tree = tree_of(markup);
    Reading reading(base_url);
    reading.walk(tree->root);
    return std::move(reading).result();
}

std::string clean_lines(std::string_view plain) {
    TextLayout layout;
    layout.preformatted(plain);
    return std::move(layout).result();
}

std::string clean_line(std::string_view plain) {
    TextLayout layout;
    layout.text(plain);
    return std::move(layout).result();
}

std::string html_entity(std::string_view name) {
    static constexpr std::size_t k_name_bytes_max = 40;
    const auto is_part = [](char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); };
    if (name.empty() || name.size() > k_name_bytes_max || !std::ranges::all_of(name, is_part)) return {};
    const std::string markup = "<body>&" + std::string(name) + ";";
    const Tree tree = tree_of(markup);
    const GumboNode* body = tree->root;
    while (body->type == GUMBO_NODE_ELEMENT && body->v.element.children.length > 0) {
        const GumboVector& inner = body->v.element.children;
        body = static_cast<const GumboNode*>(inner.data[inner.length - 1]);
    }
    if (body->type == GUMBO_NODE_ELEMENT) return {};
    std::string text = body->v.text.text;
    return text.starts_with('&') && text.size() > 1 ? std::string() : text;
}

}  // namespace familiar::gather
