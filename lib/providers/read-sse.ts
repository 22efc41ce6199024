import 'server-only'

const MAX_EVENT_CHARACTERS = 4_000_000

/** The `data` of each server-sent event. */
export async function* readSse(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  for await (const events of readSseBatches(body)) yield* events
}

/**
 * The `data` of the server-sent events that came together, so that a busy stream costs a step a read and not a step an
 * event. Bytes that are no UTF-8 become U+FFFD; a last event without its blank line is given too.
 */
export async function* readSseBatches(body: AsyncIterable<Uint8Array>): AsyncIterable<string[]> {
  const decoder = new TextDecoder()
  const events = new EventLines()
  let buffer = ''
  for await (const bytes of body) {
    buffer += decoder.decode(bytes, { stream: true })
    if (buffer.length > MAX_EVENT_CHARACTERS) throw new Error('A server-sent event is too long.')
    buffer = buffer.includes('\r') ? takeAnyLines(buffer, events) : takeLines(buffer, events)
    const found = events.take()
    if (found.length > 0) yield found
  }
  events.add(buffer)
  events.add('')
  const last = events.take()
  if (last.length > 0) yield last
}

/** @returns what is no whole line yet */
function takeLines(text: string, events: EventLines): string {
  let from = 0
  for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
    events.add(text.slice(from, to))
    from = to + 1
  }
  return text.slice(from)
}

/** The same where lines end as they like. A CR at the very end may be half of a line's end. */
function takeAnyLines(text: string, events: EventLines): string {
  const lines = text.split(/\r\n|\n|\r(?!$)/)
  const rest = lines.pop() ?? ''
  for (const line of lines) events.add(line)
  return rest
}

class EventLines {
  #data: string[] = []
  #found: string[] = []

  add(line: string): void {
    if (line.startsWith('data:')) this.#data.push(line.slice(line.startsWith('data: ') ? 6 : 5))
    if (line !== '' || this.#data.length === 0) return
    const event = this.#data.length === 1 ? (this.#data[0] ?? '') : this.#data.join('\n')
    this.#data = []
    if (event !== '') this.#found.push(event)
  }

  take(): string[] {
    const found = this.#found
    if (found.length > 0) this.#found = []
    return found
  }
}
