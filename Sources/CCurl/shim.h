// libcurl. curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one function a type.
#pragma once
#include <curl/curl.h>
