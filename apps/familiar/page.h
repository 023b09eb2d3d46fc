// The page as the server wants it: by the path of its address.
#pragma once

#include "serve/server.h"

#include <map>
#include <string>

namespace familiar::app {

// Empty in a program that was built without the page.
std::map<std::string, serve::PageFile> page_files();

}  // namespace familiar::app
