// SHA-256 from libcrypto, whose processor-specific code is several times faster than portable code.
#pragma once
// OpenSSL 3 would have everybody ask its providers, which reads the machine's openssl.cnf first: a millisecond and a half at
// every start, and a way for that file to take the hash away from us. These calls give the same bytes without either.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
