// libxml2's HTML parser through its SAX interface.
#pragma once
// Debian builds libxml2 with ICU, whose headers clash with Foundation's own copy: keep them out.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>
