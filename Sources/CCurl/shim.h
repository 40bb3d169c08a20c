// libcurl. curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one function a type.
#pragma once
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

// curl_easy_setopt is variadic and checks its argument's type by a macro.
static inline CURLcode lmi_curl_set_long(CURL *easy, CURLoption option, long value) { return curl_easy_setopt(easy, option, value); }
// As above; curl copies the text.
static inline CURLcode lmi_curl_set_text(CURL *easy, CURLoption option, const char *value) { return curl_easy_setopt(easy, option, value); }
// As above, for sizes, which are wider than a long on some machines.
static inline CURLcode lmi_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) { return curl_easy_setopt(easy, option, value); }
// As above, for lists of texts; curl keeps the list, which must live as long as the handle.
static inline CURLcode lmi_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) { return curl_easy_setopt(easy, option, value); }
// As above, for the room that curl writes its words about a failure into: CURL_ERROR_SIZE bytes.
static inline CURLcode lmi_curl_set_words(CURL *easy, char *value) { return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, value); }
// As above, for what the callbacks are handed.
static inline CURLcode lmi_curl_set_listener(CURL *easy, CURLoption option, void *value) { return curl_easy_setopt(easy, option, value); }
// As above, for the callbacks of the body and of the headers.
static inline CURLcode lmi_curl_set_receiver(CURL *easy, CURLoption option, size_t (*receive)(char *, size_t, size_t, void *)) { return curl_easy_setopt(easy, option, receive); }
// As above, for the callback that is asked before a connection is made.
static inline CURLcode lmi_curl_set_opener(CURL *easy, curl_socket_t (*open)(void *, curlsocktype, struct curl_sockaddr *)) { return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open); }
// curl_easy_getinfo is variadic too.
static inline long lmi_curl_get_long(CURL *easy, CURLINFO info) { long value = 0; return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0; }
// As above, for sizes and times.
static inline curl_off_t lmi_curl_get_size(CURL *easy, CURLINFO info) { curl_off_t value = 0; return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0; }
// An address is one of several structures laid over one another: its bytes, and how many there are (4, 16 or 0).
static inline int lmi_curl_address(const struct curl_sockaddr *from, unsigned char *bytes) { if (from->family == AF_INET) { memcpy(bytes, &((const struct sockaddr_in *)(const void *)&from->addr)->sin_addr, 4); return 4; } if (from->family == AF_INET6) { memcpy(bytes, &((const struct sockaddr_in6 *)(const void *)&from->addr)->sin6_addr, 16); return 16; } return 0; }
// What curl does when it has no such callback, with the socket kept from child processes.
static inline curl_socket_t lmi_curl_socket(const struct curl_sockaddr *from) { return socket(from->family, from->socktype | SOCK_CLOEXEC, from->protocol); }
// The result of a message that says a transfer is done lies in a union.
static inline CURLcode lmi_curl_result(const struct CURLMsg *message) { return message->data.result; }
// The words of the C library for an error number, copied out at once.
static inline void lmi_curl_system_text(int code, char *buffer, size_t size) { const char *text = strerror(code); strncpy(buffer, text, size - 1); buffer[size - 1] = 0; }
