#include "gather/feed/prose.h"

#include "base/utf8.h"
#include "gather/feed/markup.h"
#include "platform/base64.h"

#include <cstdint>

namespace familiar::gather::feed {

namespace {

enum class Notation { plain, escaped_html, inline_html, base64, unsaid };

bool is_html(std::string_view type) { return type == "html" || type.find("html") != std::string_view::npos; }

Notation notation_of(pugi::xml_node element, bool is_atom) {
    const std::string_view type = element.attribute("type").value();
    const std::string_view mode = element.attribute("mode").value();
    if (mode == "base64") return Notation::base64;
    if (has_elements(element))
        return is_html(type) && !type.starts_with('x') && !type.starts_with("app") && mode != "xml"
                   ? Notation::escaped_html
                   : Notation::inline_html;
    if (type == "xhtml" || type == "application/xhtml+xml")
        return mode == "escaped" ? Notation::escaped_html : Notation::inline_html;
    if (is_html(type)) return Notation::escaped_html;
    if (type == "text" || type == "plain" || type == "text/plain") return Notation::plain;
    if (!is_atom) return Notation::unsaid;
    if (type.empty() || type.starts_with("text/")) return mode == "escaped" ? Notation::unsaid : Notation::plain;
    const bool is_xml = type.ends_with("+xml") || type.ends_with("/xml");
    return is_xml                                     ? Notation::inline_html
           : type.find('/') == std::string_view::npos ? Notation::plain
                                                      : Notation::base64;
}

}  // namespace

Prose read_prose(pugi::xml_node element, const Scope& scope, Prose::Form usual) {
    Prose prose;
    prose.base = scope.base();
    prose.language = scope.language();
    switch (notation_of(element, scope.name().space == Space::atom)) {
        case Notation::plain:
            prose.value = text_of(element);
            prose.form = Prose::Form::plain;
            break;
        case Notation::unsaid:
            prose.value = text_of(element);
            prose.form = usual;
            break;
        case Notation::escaped_html:
            prose.value = text_of(element);
            prose.form = Prose::Form::html;
            break;
        case Notation::inline_html:
            prose.value = html_of(element);
            prose.form = Prose::Form::html;
            break;
        case Notation::base64:
            prose.value = platform::from_base64(text_of(element)).value_or("");
            prose.form = Prose::Form::unsaid;
            if (!utf8::valid(prose.value)) prose.value.clear();  // a picture or the like
            break;
    }
    return prose;
}

}  // namespace familiar::gather::feed
