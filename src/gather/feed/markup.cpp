#include "gather/feed/markup.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace familiar::gather::feed {

namespace {

bool is_text(pugi::xml_node node) { return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata; }

std::string_view local_name(pugi::xml_node element) {
    const std::string_view name = element.name();
    return name.substr(name.find(':') + 1);
}

bool is_void(std::string_view name) {
    static constexpr std::array<std::string_view, 8> k_voids = {"br",  "hr",    "img", "input",
                                                                "wbr", "param", "col", "source"};
    return std::ranges::find(k_voids, name) != k_voids.end();
}

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '"': out += "&quot;"; break;
            default: out.push_back(c);
        }
    }
}

void append_start(std::string& out, pugi::xml_node element) {
    out.append("<").append(local_name(element));
    for (const pugi::xml_attribute attribute : element.attributes()) {
        const std::string_view name = attribute.name();
        if (name.find(':') != std::string_view::npos) continue;
        out.append(" ").append(name).append("=\"");
        append_escaped(out, attribute.value());
        out += '"';
    }
    out += '>';
}

void append_end(std::string& out, pugi::xml_node element) {
    if (!is_void(local_name(element))) out.append("</").append(local_name(element)).append(">");
}

// Calls `enter` for each node below `root` and `leave` behind what each holds.
template <class Enter, class Leave>
void walk(pugi::xml_node root, Enter enter, Leave leave) {
    pugi::xml_node node = root.first_child();
    while (node) {
        enter(node);
        if (node.first_child()) {
            node = node.first_child();
            continue;
        }
        leave(node);
        while (!node.next_sibling() && node.parent() != root) {
            node = node.parent();
            leave(node);
        }
        node = node.next_sibling();
    }
}

}  // namespace

std::string text_of(pugi::xml_node element) {
    std::string out;
    const auto enter = [&](pugi::xml_node node) {
        if (is_text(node)) out += node.value();
    };
    walk(element, enter, [](pugi::xml_node) {});
    return out;
}

std::string html_of(pugi::xml_node element) {
    std::string out;
    const auto enter = [&](pugi::xml_node node) {
        if (is_text(node))
            append_escaped(out, node.value());
        else if (node.type() == pugi::node_element)
            append_start(out, node);
    };
    const auto leave = [&](pugi::xml_node node) {
        if (node.type() == pugi::node_element) append_end(out, node);
    };
    walk(element, enter, leave);
    return out;
}

bool has_elements(pugi::xml_node element) {
    return std::ranges::any_of(element.children(),
                               [](pugi::xml_node node) { return node.type() == pugi::node_element; });
}

}  // namespace familiar::gather::feed
