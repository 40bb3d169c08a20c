// Preloaded into a run to make it careless, so that the cases of the network can be seen to go red:
//
//   LMI_TEST_CARELESS=tls    certificates are not looked at
//   LMI_TEST_CARELESS=cut    a body that was cut passes for whole
#define _GNU_SOURCE
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#undef curl_easy_setopt

static int is_careless(const char *what) {
    const char *set = getenv("LMI_TEST_CARELESS");
    return set && strcmp(set, what) == 0;
}

CURLcode curl_easy_setopt(CURL *handle, CURLoption option, ...) {
    CURLcode (*next)(CURL *, CURLoption, ...) = (CURLcode(*)(CURL *, CURLoption, ...))dlsym(RTLD_NEXT, "curl_easy_setopt");
    va_list more;
    va_start(more, option);
    void *value = va_arg(more, void *);
    va_end(more);
    if (is_careless("tls") && (option == CURLOPT_SSL_VERIFYPEER || option == CURLOPT_SSL_VERIFYHOST)) return next(handle, option, 0L);
    return next(handle, option, value);
}

CURLMsg *curl_multi_info_read(CURLM *handle, int *left) {
    CURLMsg *(*next)(CURLM *, int *) = (CURLMsg * (*)(CURLM *, int *)) dlsym(RTLD_NEXT, "curl_multi_info_read");
    CURLMsg *message = next(handle, left);
    if (message && is_careless("cut") && (message->data.result == CURLE_PARTIAL_FILE || message->data.result == CURLE_RECV_ERROR))
        message->data.result = CURLE_OK;
    return message;
}
