import 'server-only'

const MAX_EVENT_CHARACTERS = 4_000_000

/** The `data` of each server-sent event. Bytes that are no UTF-8 become U+FFFD; a last event without its blank line is given too. */
export async function* readSse(body: ReadableStream<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder()
  let buffer = ''
  let data: string[] = []
  const takeLine = (line: string): string | null => {
    if (line === '') {
      const event = data.join('\n')
      data = []
      return event === '' ? null : event
    }
    if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
    return null
  }
  for await (const bytes of body) {
    buffer += decoder.decode(bytes, { stream: true })
    if (buffer.length > MAX_EVENT_CHARACTERS) throw new Error('A server-sent event is too long.')
    const lines = buffer.split(/\r\n|\n|\r(?!$)/)
    buffer = lines.pop() ?? ''
    for (const line of lines) {
      const event = takeLine(line)
      if (event !== null) yield event
    }
  }
  if (buffer !== '') takeLine(buffer)
  const last = takeLine('')
  if (last !== null) yield last
}
