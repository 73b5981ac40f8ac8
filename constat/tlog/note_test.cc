#include "constat/tlog/note.h"

#include "constat/testing/log.h"

namespace constat::tlog {
namespace {

// The key and note of the examples of golang.org/x/mod/sumdb/note.
constexpr std::string_view kKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr std::string_view kLine =
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

std::string ExampleNote() { return std::string(kText) + "\n" + std::string(kLine); }

TEST(Note, ReadsAndVerifiesTheExampleNote) {
  const SignedNote note = ParseNote(ExampleNote()).value();
  EXPECT_EQ(note.text, kText);
  ASSERT_EQ(note.signatures.size(), 1u);
  const VerifierKey key = ParseVerifierKey(kKey).value();
  EXPECT_EQ(key.name, "PeterNeumann");
  EXPECT_EQ(key.Id(), 0xc74f20a3u);
  EXPECT_EQ(note.signatures[0].name, key.name);
  EXPECT_EQ(note.signatures[0].key_id, key.Id());
  crypto::Ed25519Signature signature;
  ASSERT_EQ(note.signatures[0].signature.size(), signature.size());
  std::copy(note.signatures[0].signature.begin(), note.signatures[0].signature.end(), signature.begin());
  EXPECT_THAT(crypto::VerifyEd25519(key.key, AsBytes(kText), signature), Succeeds());
  EXPECT_EQ(FormatNote(note), ExampleNote());
}

TEST(Note, ReadsTheClausesExample) {
  // c2sp.org/signed-note: the text has an empty line of its own; the last one separates.
  const std::string note =
      "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
      "— quasimodo.example/salvatore "
      "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
  const SignedNote parts = ParseNote(note).value();
  EXPECT_TRUE(parts.text.ends_with("sera.\n"));
  EXPECT_EQ(parts.signatures[0].name, "quasimodo.example/salvatore");
  EXPECT_EQ(parts.signatures[0].key_id, 0x367ba04bu);
  EXPECT_EQ(FormatNote(parts), note);
}

TEST(Note, RefusesEveryTruncation) {
  const std::string note = ExampleNote();
  for (size_t size = 0; size < note.size(); ++size) {
    EXPECT_THAT(ParseNote(std::string_view(note).substr(0, size)), FailsWith(ErrorCode::kBadText)) << size;
  }
}

TEST(Note, WhatParsesIsWhatIsFormatted) {
  const std::string note = ExampleNote();
  size_t accepted = 0;
  for (size_t i = 0; i < note.size(); ++i) {
    for (const int bit : {0, 1, 2, 3, 4, 5, 6, 7}) {
      std::string changed = note;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      const Result<SignedNote> parts = ParseNote(changed);
      if (!parts) continue;
      ++accepted;
      ASSERT_EQ(FormatNote(*parts), changed);
    }
  }
  EXPECT_GT(accepted, 0u);  // most bits of text and signature leave a well-formed note
}

TEST(Note, RefusesMalformedNotes) {
  const std::string text(kText);
  const std::string line(kLine);
  for (const std::string& bad : std::vector<std::string>{
           text,                                              // no signatures
           text + "\n",                                       //
           text + line,                                       // no empty line
           text + "\n" + line + "\n",                         // an empty line after the signatures
           text + "\n" + line + "x",                          // no line feed at the end
           text + "\n" + line + "more\n",                     // not a signature line
           text + "\n" + "-" + line.substr(3),                // hyphen for em dash
           text + "\n" + line.substr(0, 3) + line.substr(4),  // no space after the dash
           text + "\n— PeterNeumann\n",
           text + "\n— PeterNeumann \n",
           text + "\n— PeterNeumann x08gow==\n",  // a key id and nothing else
           text + "\n—  x08go/ZJ\n",              // empty name
           text + "\n— Peter+Neumann x08go/ZJ\n",
           text + "\n— Peter\xe2\x80\x83Neumann x08go/ZJ\n",  // em space
           text + "\n— Peter\xc2\xa0Neumann x08go/ZJ\n",      // no-break space
           text + "\n— PeterNeumann x08go/ZJ==\n",
           text + "\n— PeterNeumann x08go/Z\n",
           text + "\n— PeterNeumann x08go/ZJkf==\n",  // unused bits set
           "tab\there\n\n" + line,
           "return\r\n\n" + line,
           "bad\xff\n\n" + line,
           std::string("nul\0\n", 5) + "\n" + line,
       }) {
    EXPECT_THAT(ParseNote(bad), FailsWith(ErrorCode::kBadText)) << bad;
  }
}

TEST(Note, AcceptsSixteenSignaturesAndHasALimit) {
  // c2sp.org/signed-note: "MUST accept at least up to 16 signatures".
  std::string note = std::string(kText) + "\n";
  for (size_t i = 0; i < kMaxNoteSignatures; ++i) note += kLine;
  EXPECT_EQ(ParseNote(note).value().signatures.size(), kMaxNoteSignatures);
  EXPECT_THAT(ParseNote(note + std::string(kLine)), FailsWith(ErrorCode::kTooLarge));
  EXPECT_THAT(ParseNote(std::string(kMaxNoteSize + 1, 'a')), FailsWith(ErrorCode::kTooLarge));
  EXPECT_GE(kMaxNoteSignatures, 16u);
}

TEST(VerifierKey, ReadsThePublishedKeyOfGosChecksumDatabase) {
  const std::string text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
  const VerifierKey key = ParseVerifierKey(text).value();
  EXPECT_EQ(key.name, "sum.golang.org");
  EXPECT_EQ(key.type, KeyType::kEd25519);
  EXPECT_EQ(FormatVerifierKey(key), text);
}

TEST(VerifierKey, EveryChangedCharacterIsRefused) {
  for (size_t i = 0; i < kKey.size(); ++i) {
    std::string changed(kKey);
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_THAT(ParseVerifierKey(changed), FailsWith(ErrorCode::kBadKey)) << changed;
    EXPECT_THAT(ParseVerifierKey(kKey.substr(0, i)), FailsWith(ErrorCode::kBadKey));
  }
  EXPECT_THAT(ParseVerifierKey(std::string(kKey) + "="), FailsWith(ErrorCode::kBadKey));
  // From the tests of golang.org/x/mod/sumdb/note: wrong length and unknown type, with matching ids.
  EXPECT_THAT(ParseVerifierKey("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="),
              FailsWith(ErrorCode::kBadKey));
  EXPECT_THAT(ParseVerifierKey("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"),
              FailsWith(ErrorCode::kBadKey));
  EXPECT_THAT(ParseVerifierKey("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"),
              FailsWith(ErrorCode::kBadKey));
}

TEST(VerifierKey, RefusesKeysNoSignatureMayBeCheckedWith) {
  VerifierKey key{"example.com/log", KeyType::kEd25519, {}};
  key.key[0] = 1;  // the neutral element: everything verifies under it
  EXPECT_THAT(ParseVerifierKey(FormatVerifierKey(key)), FailsWith(ErrorCode::kBadKey));
}

TEST(VerifierKey, TheTypeChangesTheId) {
  const crypto::Ed25519Key key = testing::KeyFromByte(1);
  EXPECT_NE(LogKeyOf(key, "name").Id(), WitnessKeyOf(key, "name").Id());
  const VerifierKey witness = WitnessKeyOf(key, "witness.example/w1");
  EXPECT_EQ(ParseVerifierKey(FormatVerifierKey(witness)).value(), witness);
}

}  // namespace
}  // namespace constat::tlog
