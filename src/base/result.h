// How Familiar says that something did not work: a value, never an exception.
//
// Result<T> is T or an Error; TRY takes the value out or returns the error to the caller. Context is added on the way
// up with Error::in(). Values, no ownership, any thread.
#pragma once

#include <concepts>
#include <expected>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace familiar {

enum class ErrorCode {
    not_found,
    invalid_argument,
    denied,
    unavailable,  // a collaborator (disk, network, engine) cannot serve now; trying again may help
    deadline,
    cancelled,
    conflict,
    exhausted,  // a limit by name was reached
    corrupt,    // bytes that should have been ours or well-formed are not
    internal,   // our own mistake
};

std::string_view name_of(ErrorCode code);

// What went wrong, for a person. `message` says what happened and what to do next; `where` is the trail that was added
// on the way up ("import of chats.txt: line 12").
struct [[nodiscard]] Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;
    std::string where;

    // The same error, seen from one level further up.
    Error in(std::string_view outer) &&;
    // One line: "where: message".
    std::string text() const;
};

using Failure = std::unexpected<Error>;

inline Failure fail(ErrorCode code, std::string message) { return Failure(Error{code, std::move(message), {}}); }

// T or an Error. Not derived from std::expected: its converting constructors would read a Result<bool> as a bool.
template <class T = void>
class [[nodiscard]] Result {
public:
    using Value = T;

    template <class U = T>
        requires(!std::same_as<std::remove_cvref_t<U>, Result> && !std::same_as<std::remove_cvref_t<U>, Failure> &&
                 std::is_constructible_v<T, U>)
    // NOLINTNEXTLINE(google-explicit-constructor): a function returns its value as it is.
    explicit(!std::is_convertible_v<U, T>) Result(U&& value) : value_(std::in_place, std::forward<U>(value)) {}
    // NOLINTNEXTLINE(google-explicit-constructor)
    Result(Failure failure) : value_(std::unexpect, std::move(failure.error())) {}

    bool has_value() const { return value_.has_value(); }
    explicit operator bool() const { return has_value(); }
    // Only after has_value(), as with std::expected.
    const T& operator*() const& { return *value_; }
    T& operator*() & { return *value_; }
    T operator*() && { return *std::move(value_); }  // by value, so that `for (x : *list())` does not dangle
    const T* operator->() const { return &*value_; }
    T* operator->() { return &*value_; }
    T release() { return *std::move(value_); }
    // Only after !has_value().
    const Error& error() const& { return value_.error(); }
    Error&& error() && { return std::move(value_).error(); }

    template <class U>
    T value_or(U&& other) const& {
        return value_.value_or(std::forward<U>(other));
    }

private:
    std::expected<T, Error> value_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    using Value = void;

    Result() = default;
    // NOLINTNEXTLINE(google-explicit-constructor)
    Result(Failure failure) : value_(std::unexpect, std::move(failure.error())) {}

    bool has_value() const { return value_.has_value(); }
    explicit operator bool() const { return has_value(); }
    void release() {}
    const Error& error() const& { return value_.error(); }
    Error&& error() && { return std::move(value_).error(); }

private:
    std::expected<void, Error> value_;
};

}  // namespace familiar

#define FAMILIAR_JOIN_(a, b) a##b
#define FAMILIAR_JOIN(a, b) FAMILIAR_JOIN_(a, b)

// The value of an expression of type Result<T>, or an early return with its error.
#define TRY(...) FAMILIAR_TRY(FAMILIAR_JOIN(try_result_, __COUNTER__), __VA_ARGS__)
#define FAMILIAR_TRY(result, ...)                                  \
    __extension__({                                                \
        auto result = (__VA_ARGS__);                               \
        if (!result.has_value()) [[unlikely]]                      \
            return ::familiar::Failure(std::move(result).error()); \
        result.release();                                          \
    })

// TRY with a place added to the trail of the error.
#define TRY_IN(place, ...) FAMILIAR_TRY_IN(FAMILIAR_JOIN(try_result_, __COUNTER__), place, __VA_ARGS__)
#define FAMILIAR_TRY_IN(result, place, ...)                                  \
    __extension__({                                                          \
        auto result = (__VA_ARGS__);                                         \
        if (!result.has_value()) [[unlikely]]                                \
            return ::familiar::Failure(std::move(result).error().in(place)); \
        result.release();                                                    \
    })
