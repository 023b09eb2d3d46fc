// An answer while it is written: sentences with quotes whose places in the text are found at the end.
#pragma once

#include "answer/composer.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace familiar::answer::instant {

class Draft {
public:
    explicit Draft(const ComposeContext& context) : context_(context) {}

    // A sentence that states nothing about the world.
    void say(std::string text, SentenceRole role = SentenceRole::note);
    // A count or a sum over what is quoted below it; `grounds` are the quotes it counts.
    void count(std::string text, const std::vector<std::pair<const Evidence*, Span>>& grounds,
               SentenceRole role = SentenceRole::lead);
    // `lead` + “quote”, cited. The span lies in the post's text.
    void quote(const Evidence& evidence, Span span, SentenceRole role, std::string_view lead);
    // `lead` + several quotes of one post in one sentence, each cited.
    void quotes(std::string_view lead, const Evidence& evidence, const std::vector<Span>& spans, SentenceRole role);
    // As quote, with a lead that says who, where and when.
    void quote_said(const Evidence& evidence, Span span, SentenceRole role);
    // The title of an article as the quote.
    void quote_title(const Evidence& evidence, SentenceRole role);

    // A sentence of another answer with its citations, whose posts lie in `found`.
    void repeat(const Sentence& sentence, const std::vector<Evidence>& found);

    // A reason for which a source was taken that only the whole answer knows ("the newest of 3"); told with the others.
    void remark(const Evidence& evidence, Finding finding);

    // That a quoted post answers another one; its reason then says so.
    void answers(const Evidence& evidence, const Evidence& question);

    bool empty() const { return sentences_.empty(); }
    std::size_t size() const { return sentences_.size(); }

    // Binds the anchors and lists the sources: cited in order, then the rest of `considered`.
    Answer finish(AnswerKind kind, double confidence, const std::vector<Evidence>& considered);

private:
    struct Cited {
        const Evidence* evidence;
        Citation citation;
    };
    void add(std::string text, SentenceRole role, Support support, std::vector<Citation> citations);
    Citation cite(const Evidence& evidence, Span span, bool in_title);

    const ComposeContext& context_;
    std::vector<Sentence> sentences_;
    std::vector<const Evidence*> cited_;
    std::vector<std::pair<PostId, Finding>> remarks_;
    std::vector<std::pair<PostId, const Evidence*>> answers_;
};

// "Walter Byrne in Garden Group on 3 March 2026"; "You" for the person's own posts.
std::string who_where_when(const Evidence& evidence, const ComposeContext& context);
std::string who(const Post& post, const ComposeContext& context);

// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& names);

}  // namespace familiar::answer::instant
