export const gmailKinds = ['oauth'] as const
export const gmailScopes = ['https://www.googleapis.com/auth/gmail.modify'] as const

interface Mail {
  to: readonly string[]
  cc?: readonly string[] | undefined
  subject: string
  text: string
  inReplyTo?: string | undefined
}

/** A plain text message (RFC 5322) in base64url, as Gmail accepts it. */
export function rawMessage({ to, cc = [], subject, text, inReplyTo }: Mail): string {
  const lines = [
    `To: ${to.join(', ')}`,
    ...(cc.length === 0 ? [] : [`Cc: ${cc.join(', ')}`]),
    `Subject: ${encodedWords(subject)}`,
    ...(inReplyTo === undefined ? [] : [`In-Reply-To: ${oneLine(inReplyTo)}`, `References: ${oneLine(inReplyTo)}`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(base64(new TextEncoder().encode(text)).match(/.{1,76}/g) ?? []),
  ]
  return base64(new TextEncoder().encode(lines.join('\r\n')))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** Encoded words (RFC 2047) of at most 75 characters, without split characters or line breaks that would end the header. */
function encodedWords(subject: string): string {
  const text = oneLine(subject)
  if (/^[\x20-\x7e]*$/.test(text) && text.length < 900) return text
  const words: string[] = []
  let current = ''
  for (const character of text) {
    if (new TextEncoder().encode(current + character).length > 45) {
      words.push(current)
      current = ''
    }
    current += character
  }
  return [...words, current].map((word) => `=?utf-8?B?${base64(new TextEncoder().encode(word))}?=`).join('\r\n ')
}

const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ')

export function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let index = 0; index < bytes.length; index += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(index, index + 0x8000))
  return btoa(binary)
}
