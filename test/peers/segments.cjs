// Reads texts and gives what two published libraries make of each: [{"twilio": size, "split": size}].
// A size is {"encoding": "gsm" | "ucs2", "segments": n, "units": n}, as in internal/gsm/testdata/segments.json.
const { readFileSync } = require("node:fs");
const { SegmentedMessage } = require("sms-segments-calculator");
const splitter = require("split-sms");

const unitBits = { gsm: 7, ucs2: 16 };
const unitBytes = { gsm: 1, ucs2: 2 }; // split-sms counts a septet as a byte

function twilio(text) {
  const message = new SegmentedMessage(text);
  const encoding = message.encodingName === "GSM-7" ? "gsm" : "ucs2";
  return { encoding, segments: message.segmentsCount, units: message.messageSize / unitBits[encoding] };
}

function split(text) {
  const result = splitter.split(text);
  const encoding = result.characterSet === "GSM" ? "gsm" : "ucs2";
  return { encoding, segments: result.parts.length, units: result.bytes / unitBytes[encoding] };
}

const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => ({ twilio: twilio(text), split: split(text) }))));
