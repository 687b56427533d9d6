// Signs and checks callbacks with Twilio's own library. In: a list of {token, url, params, signature} with params as
// [name, [values…]] pairs, or of {token, url, body, signature}. Out, for each: the form as Node.js writes it, the
// signature that the library expects, and whether it takes ours.
const { readFileSync } = require('node:fs')
const { stringify } = require('node:querystring')
const twilio = require('twilio')

function answer({ token, url, params, body, signature }) {
  if (body !== undefined) {
    return {
      signature: twilio.getExpectedTwilioSignature(token, url, {}),
      valid: twilio.validateRequestWithBody(token, signature, url, body),
    }
  }
  // As body parsers give it: a parameter that comes once is no list.
  const parsed = Object.fromEntries(params.map(([name, values]) => [name, values.length === 1 ? values[0] : values]))
  return {
    form: stringify(parsed),
    signature: twilio.getExpectedTwilioSignature(token, url, parsed),
    valid: twilio.validateRequest(token, signature, url, parsed),
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(answer)))
