import 'server-only'

/** Shorter values are too often ordinary words: they are redacted by field, never by value. */
const MIN_LENGTH = 8

/** The forms in which a secret can appear in an error, a header or an address. Longest first. */
export function secretForms(value: string): string[] {
  if (value.length < MIN_LENGTH) return []
  const bytes = Buffer.from(value, 'utf8')
  const forms = [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    encodeURIComponent(value).replace(/%20/g, '+'),
    encodeURIComponent(value).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    [...value].reverse().join(''),
  ]
  return [...new Set(forms)]
    .filter((form) => form.length >= MIN_LENGTH)
    .sort((left, right) => right.length - left.length)
}

// Inside `user:secret` a secret starts at one of three offsets of a base64 group; the middle is the same text each
// time.
function base64At(bytes: Buffer, offset: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes])
  const fullGroups = padded.subarray(0, padded.length - (padded.length % 3))
  const skip = offset === 0 ? 0 : 4
  const text = fullGroups.toString('base64').slice(skip)
  return [text, text.replaceAll('+', '-').replaceAll('/', '_')]
}

/** Replaces every form of the values in text. Created once per run. */
export function createRedactor(values: readonly string[]): (text: string) => string {
  const forms = [...new Set(values.flatMap(secretForms))].sort((left, right) => right.length - left.length)
  if (forms.length === 0) return (text) => text
  const pattern = new RegExp(forms.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g')
  return (text) => text.replace(pattern, '[redacted]')
}
