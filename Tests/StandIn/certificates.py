"""A certificate authority of the stand-in's own, and certificates good and bad, made by the `openssl` command."""
import pathlib
import ssl
import subprocess

# How a certificate can be wrong, and what a client has to say of it
BAD = ("expired", "self signed", "wrong host", "unknown authority", "old version")


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
        certificate = self.folder / f"{name}.pem"
        if not certificate.exists():
            openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", 400,
                    "-keyout", self.folder / f"{name}.key", "-out", certificate, "-subj", f"/CN=Stand-in {name}",
                    "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
        return certificate

    def make(self, name, hosts, authority="authority", dates=None):
        """A certificate for hosts, valid between two dates such as 20240101000000Z."""
        chain = self.folder / f"{name}.chain.pem"
        key = self.folder / f"{name}.key"
        if chain.exists():
            return chain, key
        request, leaf = self.folder / f"{name}.csr", self.folder / f"{name}.crt"
        names = ",".join(f"DNS:{host}" for host in hosts)
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", request,
                "-subj", f"/CN={name}")
        settings = self.folder / f"{name}.cnf"
        folder = self.folder / f"{name}.ca"
        folder.mkdir(exist_ok=True)
        (folder / "index").write_text("")
        settings.write_text(
            "[ca]\ndefault_ca = own\n[own]\n"
            f"database = {folder}/index\nnew_certs_dir = {folder}\nrand_serial = yes\ndefault_md = sha256\n"
            f"certificate = {self.folder}/{authority}.pem\nprivate_key = {self.folder}/{authority}.key\n"
            "policy = any\nx509_extensions = leaf\n[any]\ncommonName = supplied\n"
            f"[leaf]\nbasicConstraints = CA:FALSE\nextendedKeyUsage = serverAuth\nsubjectAltName = {names}\n")
        during = ["-startdate", dates[0], "-enddate", dates[1]] if dates else ["-days", "399"]
        openssl("ca", "-batch", "-config", settings, "-in", request, "-out", leaf, "-notext", *during)
        chain.write_text(leaf.read_text() + (self.folder / f"{authority}.pem").read_text())
        return chain, key

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
            with_old = ssl.TLSVersion.TLSv1
            context.minimum_version, context.maximum_version = with_old, with_old
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
