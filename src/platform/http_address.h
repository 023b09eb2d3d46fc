// Which socket addresses are not servers on the public Internet. Private to the HTTP client. Pure, any thread.
#pragma once

#include <sys/socket.h>

namespace familiar::platform {

// Whether `address` lies in a range of RFC 6890 and its updates, or is of no family of the Internet.
bool is_special_sockaddr(const sockaddr* address);

}  // namespace familiar::platform
