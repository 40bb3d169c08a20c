"""A certificate authority of the stand-in's own, and certificates good and bad, made by the `openssl` command."""
import pathlib
import ssl
import subprocess

# How a certificate can be wrong, and what a client has to say of it
BAD = ("expired", "self signed", "wrong host", "unknown authority", "old version")

# Long enough for tests that set the clock
ALWAYS = ("20200101000000Z", "20600101000000Z")


def openssl(*arguments):
    result = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, timeout=60)
    if result.returncode:
        raise RuntimeError(f"openssl {arguments[0]}: {result.stderr.strip()}")


class Certificates:
    """Those of one folder, made when they are first needed."""

    def __init__(self, folder, hosts):
        self.folder = pathlib.Path(folder) / "certificates"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        self.hosts = sorted(hosts)
        self.contexts = {}
        self.authority = self.make_authority("authority")

    def make_authority(self, name):
        """One that vouches for others, and for itself."""
        certificate = self.folder / f"{name}.pem"
        if not certificate.exists():
            self.sign(name, certificate, ["-selfsign"], name,
                      "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign, cRLSign\n")
        return certificate

    def make(self, name, hosts, authority="authority", dates=ALWAYS):
        """A certificate for hosts, valid between two dates."""
        chain = self.folder / f"{name}.chain.pem"
        if not chain.exists():
            names = ",".join(f"DNS:{host}" for host in hosts)
            leaf = self.folder / f"{name}.crt"
            self.sign(name, leaf, ["-cert", self.folder / f"{authority}.pem"], authority,
                      f"basicConstraints = CA:FALSE\nextendedKeyUsage = serverAuth\nsubjectAltName = {names}\n", dates)
            chain.write_text(leaf.read_text() + (self.folder / f"{authority}.pem").read_text())
        return chain, self.folder / f"{name}.key"

    def sign(self, name, certificate, how, authority, extensions, dates=ALWAYS):
        key, request, settings = (self.folder / f"{name}.{end}" for end in ("key", "csr", "cnf"))
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", request,
                "-subj", f"/CN=Stand-in {name}")
        folder = self.folder / f"{name}.ca"
        folder.mkdir(exist_ok=True)
        (folder / "index").write_text("")
        settings.write_text(f"[ca]\ndefault_ca = own\n[own]\ndatabase = {folder}/index\nnew_certs_dir = {folder}\n"
                            "rand_serial = yes\ndefault_md = sha256\npolicy = any\nx509_extensions = extensions\n"
                            f"[any]\ncommonName = supplied\n[extensions]\n{extensions}")
        openssl("ca", "-batch", "-config", settings, "-in", request, "-out", certificate, "-notext", "-keyfile",
                self.folder / f"{authority}.key", "-startdate", dates[0], "-enddate", dates[1], *how)

    def context(self, kind="good"):
        """What a connection is wrapped in: the good one, or one of the bad ones."""
        if kind in self.contexts:
            return self.contexts[kind]
        if kind == "expired":
            pair = self.make("expired", self.hosts, dates=("20240101000000Z", "20240201000000Z"))
        elif kind == "wrong host":
            pair = self.make("wrong-host", ["somebody.else.test"])
        elif kind == "unknown authority":
            self.make_authority("stranger")
            pair = self.make("stranger-leaf", self.hosts, authority="stranger")
        elif kind == "self signed":
            pair = (self.make_authority("self-signed"), self.folder / "self-signed.key")
        else:
            pair = self.make("good", self.hosts)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if kind == "old version":
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
        context.load_cert_chain(*pair)
        self.contexts[kind] = context
        return context


def server_name(hello):
    """The host that a client asks for in the beginning of its TLS greeting; None where it says none."""
    try:
        at = 5 + 4 + 2 + 32                              # record, handshake, version, random
        at += 1 + hello[at]                              # session
        at += 2 + int.from_bytes(hello[at:at + 2], "big")  # ciphers
        at += 1 + hello[at]                              # compression
        end = at + 2 + int.from_bytes(hello[at:at + 2], "big")
        at += 2
        while at + 4 <= min(end, len(hello)):
            kind, size = int.from_bytes(hello[at:at + 2], "big"), int.from_bytes(hello[at + 2:at + 4], "big")
            if kind == 0:
                length = int.from_bytes(hello[at + 7:at + 9], "big")
                return hello[at + 9:at + 9 + length].decode("ascii")
            at += 4 + size
    except (IndexError, UnicodeDecodeError):
        return None
    return None
