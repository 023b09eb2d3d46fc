#include "retrieve/talk.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace familiar::retrieve {

namespace {

constexpr double k_before_reply = 0.7;  // in the post that this one answers
constexpr std::array<double, 3> k_nearest = {0.68, 0.6, 0.5};
constexpr double k_question = 0.68;       // of somebody else, however much was said since
constexpr double k_own_question = 0.66;   // who asked the others may sum up what they said
constexpr double k_own = 0.55;            // what the author wrote
constexpr double k_goes_on = 0.85;        // the same, right before
constexpr double k_each_between = 0.008;  // less for every message between

}  // namespace

void lean(const Post& post, std::vector<Before>& before) {
    static constexpr std::chrono::hours k_last_three{18};
    static constexpr std::chrono::hours k_own_reach{3};
    static constexpr std::chrono::minutes k_goes_on_reach{30};
    const bool chat = post.reply_to.empty() && post.kind == PostKind::message;
    for (std::size_t i = 0; i < before.size(); ++i) {
        Before& one = before[i];
        if (!chat) {
            one.weight = k_before_reply;
            continue;
        }
        const std::chrono::seconds since =
            post.posted_at && one.post.posted_at ? *post.posted_at - *one.post.posted_at : std::chrono::seconds(0);
        const bool own = one.post.author == post.author;
        const double far = k_each_between * static_cast<double>(i);
        one.weight = i < k_nearest.size() && since <= k_last_three ? k_nearest[i] : 0;
        if (one.heard.asks) one.weight = std::max(one.weight, (own ? k_own_question : k_question) - far);
        if (own && since <= k_own_reach) one.weight = std::max(one.weight, k_own - far);
        if (own && since <= k_goes_on_reach && i < k_nearest.size() && !one.heard.asks)
            one.weight = std::max(one.weight, k_goes_on - far);
    }
}

std::vector<std::string_view> talk_kin(std::string_view stem) {
    struct Kin {
        std::string_view asked;
        std::vector<std::string_view> said;
    };
    static const std::vector<Kin> k_kin = {
        {"work",
         {"job", "hire", "employ", "compani", "firm", "offic", "boss", "colleagu", "notic", "career", "shift", "start",
          "join", "contract", "salari", "quit", "posit"}},
        {"live", {"move", "flat", "apart", "hous", "home", "address", "rent", "landlord", "unpack", "box", "settl"}},
        {"home", {"hous", "flat", "apart", "move", "address", "live"}},
        {"meet", {"venu", "place", "room", "gather", "held", "move"}},
        {"cost", {"price", "fee", "pay", "paid", "charg"}},
        {"studi", {"univers", "cours", "semest", "exam", "colleg", "school", "degre"}},
        {"drive", {"car", "lift", "van", "ride", "pick", "take"}},
        {"doctor", {"dr", "physician", "gp"}},
        {"hairdress", {"hair", "barber", "haircut"}},
        {"marri", {"wed", "engag", "propos", "husband", "wife"}},
    };
    const auto found = std::ranges::find(k_kin, stem, &Kin::asked);
    return found == k_kin.end() ? std::vector<std::string_view>() : found->said;
}

}  // namespace familiar::retrieve
