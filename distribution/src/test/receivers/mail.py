"""A mail server for the lab: aiosmtpd. Usage: mail.py PORT CERTIFICATE KEY FOLDER MODE; each mail becomes a file of the folder.

MODE is starttls (insists on it and on a login), tls (TLS from the first byte), refuse (takes no recipient), or hang (says nothing).
"""
import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

port, certificate, key, folder, mode = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)


class Handler:
    def __init__(self):
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if mode == "refuse":
            return "550 5.1.1 Nobody of this name lives here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        number = self.count
        text = f"X-Lab-To: {','.join(envelope.rcpt_tos)}\nX-Lab-User: {session.auth_data}\n".encode() + envelope.content
        file = pathlib.Path(folder) / f"{number}.eml"
        temporary = file.with_suffix(".new")
        temporary.write_bytes(text)
        temporary.rename(file)
        return f"250 2.0.0 Ok: kept as mail {number}"


def authenticate(server, session, envelope, mechanism, data):
    good = getattr(data, "login", b"") == b"vigil" and getattr(data, "password", b"") == b"correct horse"
    return AuthResult(success=good, handled=False, auth_data="vigil" if good else None)


class Silent(asyncio.Protocol):
    pass


handler = Handler()


def protocol():
    if mode == "hang":
        return Silent()
    starttls = mode == "starttls"
    return SMTP(handler, hostname="mail.lab", tls_context=context if starttls else None, require_starttls=starttls,
                auth_required=starttls, authenticator=authenticate if starttls else None)


async def main():
    server = await asyncio.get_running_loop().create_server(
        protocol, "127.0.0.1", int(port), ssl=context if mode == "tls" else None)
    print("ready", flush=True)
    await server.serve_forever()


asyncio.run(main())
