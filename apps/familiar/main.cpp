#include "command_line.h"

int main(int count, char** arguments) { return familiar::app::run(count, arguments); }
