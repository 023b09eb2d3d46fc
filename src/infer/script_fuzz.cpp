// Any bytes as a script: it is read or refused with the line that is wrong.
#include "infer/script.h"

#include "base/check.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    namespace infer = familiar::infer;
    const auto script = infer::parse_script({reinterpret_cast<const char*>(bytes), size});
    if (!script) {
        CHECK(script.error().text().find("line ") != std::string::npos, "the line is named");
        return 0;
    }
    infer::ChatRequest request;
    request.messages = {{infer::Role::system, "Rules."}, {infer::Role::user, "Hello {{user}}"}};
    (void)infer::responder_of (*script)(request);
    return 0;
}
