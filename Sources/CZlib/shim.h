// Gzip from zlib, for files that a web server sends as they are.
#pragma once
#include <zlib.h>

// A macro in C. 31 asks for gzip's header and the largest window: without a header given, it has no name and no time.
static inline int lmi_gzip_begin(z_stream *stream) { return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY); }
