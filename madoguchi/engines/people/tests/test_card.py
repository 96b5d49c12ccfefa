"""電子署名の検証: what is believed, what is not, what is left to a person, and that it can be judged again years later."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import process_time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ocsp
from django.core.management import CommandError, call_command

from madoguchi.engines.people.card import revocation
from madoguchi.engines.people.card.certificate import Facts, facts_of
from madoguchi.engines.people.card.comparing import Fit, Written, compare, waits_for_clerk
from madoguchi.engines.people.card.evidence import evidence_of, read_evidence, verify_again
from madoguchi.engines.people.card.revocation import Lists, Nobody, Status, answer_of_ocsp
from madoguchi.engines.people.card.testca import PHONE_POLICY, Authority, store_of
from madoguchi.engines.people.card.trust import BadTrust, TrustStore, read_store
from madoguchi.engines.people.card.verifying import Result, State, Step, Use, verify
from madoguchi.engines.people.health import card as examined
from madoguchi.engines.people.testing import card_house

NOW = datetime(2026, 7, 15, 3, 0, tzinfo=UTC)
CONTENT = b'{"answers":{"name":"x"}}'
SAKURA = Written("見本 さくら", "1990-01-15", "千葉県浦安市見本1-1-1")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with card_house(tmp_path_factory.mktemp("card"), NOW) as made:
        yield made


def judged(house, cms, content=CONTENT, **more):
    given = {"store": store_of(house.signing, house.signing_in), "checker": Lists(str(house.folder / "crl")), "tests_too": True}
    return verify(content, cms, **{"at": NOW, "written": SAKURA, **given, **more})


def test_signature__of_a_good_card__passes_every_step(house):
    found = judged(house, house.card().sign(CONTENT))
    assert {step: found.steps[step] for step in Step} == {**dict.fromkeys(Step, Result.PASSED), Step.REAL: Result.TEST}
    assert found.state is State.VALID
    assert [one.fit for one in found.compared] == [Fit.SAME, Fit.SAME, Fit.SPELLING]


def test_signature__of_a_telephone__is_known_as_one(house):
    found = judged(house, house.card(policy=PHONE_POLICY[Use.SIGN]).sign(CONTENT))
    assert found.state is State.VALID
    assert found.policy.medium == "phone"


@pytest.mark.parametrize(
    ("curve", "state"), [(ec.SECP256R1(), State.VALID), (ec.SECP384R1(), State.VALID), (ec.SECP192R1(), State.INVALID)]
)
def test_signature__by_a_key_on_a_curve__is_believed_from_256_bits_on(house, curve, state):
    card = house.card(key=ec.generate_private_key(curve))
    assert judged(house, card.sign(CONTENT)).state is state
    assert judged(house, card.sign(b"another"), content=CONTENT).state is State.INVALID


def test_verification__takes_less_than_three_milliseconds_of_a_processor(house):
    cms = house.card().sign(CONTENT * 200)
    judged(house, cms, CONTENT * 200)
    began = process_time()
    for _ in range(50):
        assert judged(house, cms, CONTENT * 200).state is State.VALID
    assert (process_time() - began) / 50 < 0.003


def test_roots__of_one_name__are_told_apart_by_their_keys(house):
    """Two generations of one authority are alive at once."""
    older = Authority.found(Use.SIGN, NOW - timedelta(days=3000))
    card = older.issue(NOW - timedelta(days=900), facts=Facts(name="見本　さくら"))
    both = store_of(older, house.signing)
    assert judged(house, card.sign(CONTENT), store=both).root.fingerprint == older.root.fingerprint
    assert judged(house, house.card().sign(CONTENT), store=both).root.fingerprint == house.signing.root.fingerprint


def test_revocation__nobody_asked__is_never_called_valid(house):
    found = judged(house, house.card().sign(CONTENT), checker=Nobody())
    assert found.revocation.status is Status.NOT_CHECKED
    assert (found.steps[Step.REVOCATION], found.state) == (Result.OPEN, State.UNCONFIRMED)


@pytest.mark.parametrize("hours", [-72, 72])
def test_revocation__list_run_out_or_not_yet_begun__is_not_known(house, tmp_path, hours):
    (tmp_path / "a.crl").write_bytes(house.signing.list_at(NOW + timedelta(hours=hours)))
    assert judged(house, house.card().sign(CONTENT), checker=Lists(str(tmp_path))).state is State.UNCONFIRMED


def test_revocation__list_of_another_authority__says_nothing(house, tmp_path):
    (tmp_path / "a.crl").write_bytes(house.signing_in.list_at(NOW))
    (tmp_path / "b.crl").write_bytes(b"no list")
    assert judged(house, house.card().sign(CONTENT), checker=Lists(str(tmp_path))).state is State.UNCONFIRMED


def test_revocation__after_arrival__leaves_the_signature_as_it_was(house, tmp_path):
    card = house.card()
    house.signing.revoke(card.certificate, NOW + timedelta(hours=1))
    (tmp_path / "a.crl").write_bytes(house.signing.list_at(NOW - timedelta(hours=1)))
    assert judged(house, card.sign(CONTENT), checker=Lists(str(tmp_path))).state is State.VALID


def answered(authority, leaf, status, *, signer=None, at=NOW):
    signer = signer or authority
    since = NOW - timedelta(days=1) if status is ocsp.OCSPCertStatus.REVOKED else None
    built = ocsp.OCSPResponseBuilder().add_response(
        leaf, authority.certificate, hashes.SHA256(), status, at, at + timedelta(hours=1), since, None
    )
    built = built.responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate)
    return built.sign(signer.key, hashes.SHA256()).public_bytes(revocation.serialization.Encoding.DER)


def test_ocsp__answers_are_believed_from_the_root_alone(house):
    leaf, root = house.card().certificate, house.signing.certificate
    good = answered(house.signing, leaf, ocsp.OCSPCertStatus.GOOD)
    assert answer_of_ocsp(good, leaf, root, NOW).status is Status.GOOD
    gone = answered(house.signing, leaf, ocsp.OCSPCertStatus.REVOKED)
    assert answer_of_ocsp(gone, leaf, root, NOW).status is Status.REVOKED
    forged = answered(house.signing, leaf, ocsp.OCSPCertStatus.GOOD, signer=house.signing_in)
    assert answer_of_ocsp(forged, leaf, root, NOW).status is Status.UNKNOWN
    assert answer_of_ocsp(good, house.card().certificate, root, NOW).status is Status.UNKNOWN
    assert answer_of_ocsp(good, leaf, root, NOW + timedelta(hours=2)).status is Status.UNKNOWN
    assert answer_of_ocsp(b"no answer", leaf, root, NOW).status is Status.UNKNOWN


@pytest.fixture
def responder(house):
    """A real one, over HTTP: `says` answers a request, or gives what to send instead."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = ocsp.load_der_ocsp_request(self.rfile.read(int(self.headers["Content-Length"])))
            code, body = self.server.says(asked)
            self.send_response(code)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (ocsp.OCSPCertStatus.GOOD, State.VALID),
        (ocsp.OCSPCertStatus.REVOKED, State.INVALID),
        (ocsp.OCSPCertStatus.UNKNOWN, State.UNCONFIRMED),
    ],
)
def test_ocsp__over_the_line__decides_of_the_signature(house, responder, status, state):
    card = house.card()

    def says(asked):
        assert asked.serial_number == card.certificate.serial_number
        return 200, answered(house.signing, card.certificate, status)

    responder.says = says
    checker = revocation.Ocsp(f"http://127.0.0.1:{responder.server_port}/")
    assert judged(house, card.sign(CONTENT), checker=checker).state is state


@pytest.mark.parametrize("said", [(500, b""), (302, b""), (200, b"<html>"), (200, b"x" * 100_000)])
def test_ocsp__answer_that_is_none__is_not_known(house, responder, said):
    responder.says = lambda _asked: said
    checker = revocation.Ocsp(f"http://127.0.0.1:{responder.server_port}/")
    assert judged(house, house.card().sign(CONTENT), checker=checker).state is State.UNCONFIRMED


def test_ocsp__responder_that_is_away__is_not_known(house):
    checker = revocation.Ocsp("http://127.0.0.1:9/")
    assert checker.check(house.card().certificate, house.signing.certificate, NOW).status is Status.UNKNOWN


def test_facts__in_any_order__are_found_by_their_names(house):
    found = facts_of(house.card(name="黒桐　幹也", birth="319800217", address="東京都見本区１２－７－２０２").certificate)
    assert (found.name, found.birth.isoformat(), found.address) == ("黒桐　幹也", "1980-02-17", "東京都見本区１２－７－２０２")


@pytest.mark.parametrize("text", ["019800217", "319800200", "31980", "", "3198002AA"])
def test_facts__birth_that_is_not_whole__is_no_day(text):
    assert Facts(birth_text=text).birth is None


@pytest.mark.parametrize(
    ("written", "said", "flags", "fit", "waits"),
    [
        ("高橋 花子", "髙橋　花子", "00000", Fit.SPELLING, False),
        ("髙橋花子", "髙橋　花子", "00000", Fit.SAME, False),
        ("𠮷田 花子", "吉田　花子", "10000", Fit.SUBSTITUTE, True),
        ("蓬田 花子", "□田　花子", "10000", Fit.SUBSTITUTE, True),
        ("蓬田 花代", "□田　花子", "10000", Fit.DIFFERS, True),
        ("山田 花子", "田中　花子", "00000", Fit.DIFFERS, True),
        ("ﾅﾙﾄ 花子", "ナルト　花子", "000000", Fit.SPELLING, False),
        ("", "田中　花子", "00000", Fit.UNSAID, True),
    ],
)
def test_names__that_differ__go_to_a_clerk_and_are_never_refused(house, written, said, flags, fit, waits):
    card = house.card(name=said, name_flags=flags)
    found = judged(house, card.sign(CONTENT), written=replace(SAKURA, name=written))
    assert found.compared[0].fit is fit
    assert (found.state, found.waits_for_clerk) == (State.VALID, waits)
    assert found.failed is None


def test_birth_and_address__that_differ__wait_for_a_clerk():
    facts = Facts(name="見本　さくら", birth_text="419900115", address="千葉県浦安市見本一丁目１番１号")
    assert not waits_for_clerk(compare(facts, SAKURA))
    assert waits_for_clerk(compare(facts, replace(SAKURA, birth="1990-01-16")))
    assert waits_for_clerk(compare(facts, replace(SAKURA, address="千葉県浦安市見本2-2-2")))
    assert not waits_for_clerk(compare(facts, replace(SAKURA, birth="", address="")))


def kept(house, **more):
    store = store_of(house.signing, house.signing_in)
    cms = house.card().sign(CONTENT)
    found = judged(house, cms, **more)
    return evidence_of(CONTENT, cms, found, at=NOW, store=store, written=SAKURA)


def test_evidence__years_later__is_judged_as_on_the_day_it_came(house):
    again = verify_again(read_evidence(kept(house)), store_of(house.signing))
    assert (again.verdict.state, again.root_known) == (State.VALID, True)


def test_evidence__root_no_longer_in_the_store__is_said(house):
    again = verify_again(read_evidence(kept(house)), TrustStore((), store_of(house.signing).policies))
    assert not again.root_known
    assert again.fingerprint == house.signing.root.fingerprint


@pytest.mark.parametrize("part", ["content", "cms", "received_at", "chain", "revocation"])
def test_evidence__altered_anywhere__is_not_valid_any_more(house, part):
    said = json.loads(kept(house))
    other = json.loads(kept(house))
    match part:
        case "content":
            said["content"] = "eyJhIjoxfQ=="
        case "cms":
            said["cms"] = said["cms"][:-8] + "AAAAAAA="
        case "received_at":
            said["received_at"] = (NOW + timedelta(days=4000)).isoformat()
        case "chain":
            said["chain"][1] = other["chain"][0]
        case "revocation":
            said["revocation"]["kept"] = ""
    again = verify_again(read_evidence(json.dumps(said).encode()), store_of(house.signing))
    assert again.verdict.state is not State.VALID or not again.root_known


def test_verify__on_the_command_line__says_every_step_and_ends_well(house, tmp_path, capsys):
    (tmp_path / "proof.json").write_bytes(kept(house))
    call_command("verify", str(tmp_path / "proof.json"), "--content", str(tmp_path / "signed.json"))
    said = capsys.readouterr().out
    assert all(f"{number:2}  " in said for number in range(1, 11))
    assert "valid" in said
    assert (tmp_path / "signed.json").read_bytes() == CONTENT


def test_verify__altered_file__ends_with_one(house, tmp_path):
    said = json.loads(kept(house))
    said["content"] = "eyJhIjoxfQ=="
    (tmp_path / "proof.json").write_text(json.dumps(said))
    with pytest.raises(SystemExit) as ended:
        call_command("verify", str(tmp_path / "proof.json"))
    assert ended.value.code == 1


@pytest.mark.parametrize("text", ["", "{}", "[1]", "null", '{"format": "madoguchi-signature/1"}', '{"format": "other"}'])
def test_verify__no_evidence__says_so(tmp_path, text):
    (tmp_path / "proof.json").write_text(text)
    with pytest.raises(CommandError, match="証拠の形"):
        call_command("verify", str(tmp_path / "proof.json"))


def test_trust_store__broken__names_file_and_fault(house, tmp_path):
    (tmp_path / "trust.json").write_text('{"roots": [{"file": "none.cer", "use": "sign"}]}')
    with pytest.raises(BadTrust, match=r"none\.cer"):
        read_store(tmp_path)
    (tmp_path / "trust.json").write_text('{"roots": [{"file": "leaf.cer", "use": "sign"}]}')
    (tmp_path / "leaf.cer").write_bytes(house.card().certificate.public_bytes(revocation.serialization.Encoding.DER))
    with pytest.raises(BadTrust, match="authority"):
        read_store(tmp_path)


def test_doctor__test_root_in_a_real_city__fails(house, settings):
    settings.MADO_CARD_TRUST = str(house.folder / "trust")
    settings.MADO_DEMO = False
    assert "failure" in {finding.level for finding in examined(NOW)}
    settings.MADO_DEMO = True
    assert "failure" not in {finding.level for finding in examined(NOW)}


def test_certificates__hold_what_the_real_ones_hold(house):
    """Signing: four facts, non-repudiation. Signing in: neither."""
    signing, other = house.card().certificate, house.signing_in.issue(NOW).certificate
    usage = [one.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment for one in (signing, other)]
    assert usage == [True, False]
    assert facts_of(other) == Facts()
