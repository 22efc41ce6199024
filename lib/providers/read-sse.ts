import 'server-only'

const MAX_EVENT_CHARACTERS = 4_000_000

/** The `data` of each server-sent event. */
export async function* readSse(body: ReadableStream<Uint8Array>): AsyncIterable<string> {
  for await (const events of readSseBatches(body)) yield* events
}

/**
 * The `data` of the server-sent events that came together, so that a busy stream costs a step a read and not a step an
 * event. Bytes that are no UTF-8 become U+FFFD; a last event without its blank line is given too.
 */
export async function* readSseBatches(body: ReadableStream<Uint8Array>): AsyncIterable<string[]> {
  const decoder = new TextDecoder()
  let buffer = ''
  let data: string[] = []
  const takeLines = (lines: readonly string[]): string[] => {
    const events: string[] = []
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5))
      if (line !== '') continue
      const event = data.join('\n')
      data = []
      if (event !== '') events.push(event)
    }
    return events
  }
  for await (const bytes of body) {
    buffer += decoder.decode(bytes, { stream: true })
    if (buffer.length > MAX_EVENT_CHARACTERS) throw new Error('A server-sent event is too long.')
    const lines = buffer.split(/\r\n|\n|\r(?!$)/)
    buffer = lines.pop() ?? ''
    const events = takeLines(lines)
    if (events.length > 0) yield events
  }
  const last = takeLines([buffer, ''])
  if (last.length > 0) yield last
}
