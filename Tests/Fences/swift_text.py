"""Swift sources as text: code with its comments and strings blanked, line by line as it was."""
import re


def code_only(text):
    """`text` with comments and the insides of strings as spaces; what stands in `\\( … )` is code and stays."""
    out = list(text)
    blank(out, text, 0, None)
    return "".join(out)


TOKEN = re.compile(r'//|/\*|(#*)("""|")|[()]')


def blank(out, text, at, until):
    """Walks code from `at` to the bracket that closes it (or the end), and returns the place after it."""
    depth = 0
    while token := TOKEN.search(text, at):
        at = token.end()
        if token[0] == "//":
            end = text.find("\n", at)
            at = hide(out, token.start(), len(text) if end < 0 else end)
        elif token[0] == "/*":
            end = text.find("*/", at)
            at = hide(out, token.start(), len(text) if end < 0 else end + 2)
        elif token[2]:
            at = blank_string(out, text, at, token[1], token[2])
        elif token[0] == "(":
            depth += 1
        elif until and depth == 0:
            return at
        else:
            depth -= 1
    return len(text)


def blank_string(out, text, at, hashes, quote):
    """Walks a string whose opening quote is past, and returns the place after its closing one."""
    closing, escape = quote + hashes, "\\" + hashes
    while at < len(text):
        if text.startswith(closing, at):
            return at + len(closing)
        if text.startswith(escape + "(", at):
            at = blank(out, text, hide(out, at, at + len(escape)) + 1, ")")
        elif text.startswith(escape, at):
            at = hide(out, at, min(len(text), at + len(escape) + 1))
        elif quote == '"' and text[at] == "\n":
            return at
        else:
            at = hide(out, at, at + 1)
    return at


def hide(out, start, end):
    for place in range(start, end):
        if out[place] != "\n":
            out[place] = " "
    return end


def imports(code):
    """(line, module) of every import; of `import struct A.b`, `A`."""
    kinds = "typealias|struct|class|enum|protocol|let|var|func"
    pattern = rf"^[ \t]*(?:@[\w()]+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:{kinds})\s+)?(\w+)"
    return [(code.count("\n", 0, found.start(1)) + 1, found[1]) for found in re.finditer(pattern, code, re.MULTILINE)]
