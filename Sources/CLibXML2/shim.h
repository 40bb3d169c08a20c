// libxml2's HTML parser through its SAX interface.
#pragma once
// Debian builds libxml2 with ICU, whose headers clash with Foundation's own copy: keep them out.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

// A new parser's own callbacks would build a tree: they are all taken off before ours are put on.
static inline void lmi_html_listen(htmlParserCtxtPtr parser, void *listener, startElementSAXFunc start, endElementSAXFunc end, charactersSAXFunc text, xmlStructuredErrorFunc error) { xmlSAXHandlerPtr sax = parser->sax; memset(sax, 0, sizeof *sax); sax->initialized = XML_SAX2_MAGIC; sax->startElement = start; sax->endElement = end; sax->characters = text; sax->serror = error; parser->userData = listener; }
// The options are an enumeration in C and one integer in the call; NULL for the address, because nothing is looked up.
static inline void lmi_html_parse(htmlParserCtxtPtr parser, const char *bytes, int count) { htmlDocPtr tree = htmlCtxtReadMemory(parser, bytes, count, NULL, "UTF-8", HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC); if (tree) xmlFreeDoc(tree); }
// The version is a mutable global, which Swift does not read.
static inline const char *lmi_html_version(void) { return xmlParserVersion; }
