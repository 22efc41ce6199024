export interface StreamEvent {
  /** Null until the stream has sent an id. */
  id: string | null
  /** `message` unless the stream names it. */
  type: string
  data: string
}

/**
 * Parses chunked text as server-sent events (WHATWG HTML §9.2.6). Comments and `retry` are skipped. For the widget, it
 * has a quarter of the size of eventsource-parser.
 */
export class SseParser {
  #rest = ''
  #id: string | null = null
  #type = ''
  #data: string[] = []

  push(text: string): StreamEvent[] {
    const events: StreamEvent[] = []
    // A \r at the end may be half of \r\n, so it waits for the next chunk.
    const joined = this.#rest + text
    const withheld = joined.endsWith('\r') ? 1 : 0
    const lines = joined.slice(0, joined.length - withheld).split(/\r\n|\r|\n/)
    this.#rest = (lines.pop() ?? '') + joined.slice(joined.length - withheld)
    for (const line of lines) {
      const event = line === '' ? this.#finish() : this.#take(line)
      if (event) events.push(event)
    }
    return events
  }

  #take(line: string): null {
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') this.#data.push(value)
    else if (field === 'event') this.#type = value
    else if (field === 'id' && !value.includes('\0')) this.#id = value
    return null
  }

  #finish(): StreamEvent | null {
    const event =
      this.#data.length > 0 ? { id: this.#id, type: this.#type || 'message', data: this.#data.join('\n') } : null
    this.#type = ''
    this.#data = []
    return event
  }
}
