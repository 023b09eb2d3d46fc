#include "serve/gate/gate.h"

#include "serve/limits.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::serve {

namespace {

constexpr std::string_view k_cookie = "familiar_session";
constexpr std::string_view k_key_prefix = "fam_";
constexpr std::size_t k_credential_bytes_max = 200;

bool is_loopback(std::string_view address) {
    return address == "localhost" || address == "::1" || address.starts_with("127.");
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

// "name:8484" → "name", "[::1]:8484" → "::1".
std::string_view name_in(std::string_view host) {
    if (host.starts_with('[')) return host.substr(1, std::min(host.find(']'), host.size()) - 1);
    return host.substr(0, host.find(':'));
}

template <class T>
bool is_missing(const Result<T>& result) {
    return !result && result.error().code == ErrorCode::not_found;
}

}  // namespace

bool Gate::knows_host(const http::Request& request) const {
    if (!is_loopback(options_.address)) return true;
    const std::string host = lower_case(request.header("host"));
    if (host.empty()) return true;  // HTTP/1.0, which no browser speaks
    const std::string_view name = name_in(host);
    if (name == "localhost" || name == "::1" || name == lower_case(options_.address)) return true;
    // 127.0.0.0/8 as an address, not as the beginning of somebody's name.
    return name.starts_with("127.") &&
           std::ranges::all_of(name, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

Result<std::optional<Caller>> Gate::caller_of(PersonId id) const {
    auto& common = parts_.archive.common();
    auto person = common.person(id);
    if (is_missing(person)) return std::optional<Caller>();
    Caller caller;
    caller.person = TRY(std::move(person));
    caller.viewer = TRY(common.viewer(id));
    return std::optional(std::move(caller));
}

Result<std::optional<Caller>> Gate::caller(const http::Request& request) const {
    auto& common = parts_.archive.common();
    if (const std::string_view authorization = request.header("authorization"); !authorization.empty()) {
        constexpr std::string_view k_scheme = "bearer ";
        const bool bearer = lower_case(authorization.substr(0, k_scheme.size())) == k_scheme;
        std::string_view key = bearer ? authorization.substr(k_scheme.size()) : std::string_view();
        while (key.starts_with(' ')) key.remove_prefix(1);
        if (!key.starts_with(k_key_prefix) || key.size() > k_credential_bytes_max) return std::optional<Caller>();
        auto known = common.key(platform::digest(key));
        if (is_missing(known)) return std::optional<Caller>();
        return caller_of(TRY(std::move(known)).person);
    }
    const std::string_view cookie = request.cookie(k_cookie);
    if (cookie.empty() || cookie.size() > k_credential_bytes_max) return std::optional<Caller>();
    const std::string digest = platform::digest(cookie);
    auto session = common.session(digest, parts_.clock.now());
    if (is_missing(session)) return std::optional<Caller>();
    const store::Session found = TRY(std::move(session));
    auto caller = TRY(caller_of(found.person));
    if (caller) {
        caller->by_cookie = true;
        caller->session_digest = digest;
        caller->csrf = found.csrf;
    }
    return caller;
}

bool Gate::is_forged(const http::Request& request, const Caller& caller) const {
    const bool changes = request.method != http::Method::get && request.method != http::Method::head;
    if (!caller.by_cookie || !changes) return false;
    return caller.csrf.empty() || !platform::equal_in_constant_time(request.header("x-csrf-token"), caller.csrf);
}

Result<std::string> Gate::make_sign_in_token(PersonId person) const {
    std::string token = parts_.random.token(24);
    TRY(parts_.archive.common().add_sign_in(platform::digest(token), person, parts_.clock.now() + k_sign_in_age_max));
    return token;
}

Result<std::string> Gate::sign_in(const std::string& token, const http::Request& request) const {
    if (token.empty() || token.size() > k_credential_bytes_max)
        return fail(ErrorCode::denied, "there is no such sign-in link");
    auto& common = parts_.archive.common();
    const Timestamp now = parts_.clock.now();
    const PersonId person = TRY(common.redeem_sign_in(platform::digest(token), now));
    const std::string cookie = parts_.random.token(32);
    TRY(common.add_session({person, platform::digest(cookie), parts_.random.token(18), now, now + k_session_age_max}));
    // Behind a proxy that speaks https the cookie must not travel without it.
    const bool secure = request.header("x-forwarded-proto") == "https";
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(k_session_age_max);
    return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", k_cookie, cookie, age.count(),
                       secure ? "; Secure" : "");
}

Result<> Gate::sign_out(const Caller& caller) const {
    if (!caller.by_cookie)
        return fail(ErrorCode::invalid_argument, "a key has no session to end; remove it with 'familiar keys remove'");
    return parts_.archive.common().end_session(caller.session_digest);
}

std::string Gate::no_cookie() { return fmt::format("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", k_cookie); }

}  // namespace familiar::serve
