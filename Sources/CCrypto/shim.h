// SHA-256 from libcrypto, whose processor-specific code is several times faster than portable code.
#pragma once
#include <openssl/evp.h>
