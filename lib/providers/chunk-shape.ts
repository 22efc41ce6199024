import { plainChunkOf } from './openai-chunk'

/** What is not written in JSON as it is. The quote that ends a text is looked for before. */
const ESCAPED = /[\\\p{Cc}]/u

/**
 * Reads events of one answer that hold text only. They differ in their text alone, so that all around it is compared with
 * the event before instead of being parsed again: same around it, same meaning.
 */
export class ChunkShape {
  #before = ''
  #after = ''

  /** @param stream of events, one of which begins at `at`. @returns the text of those that look like the one before, and where the next begins */
  read(stream: string, at: number): { text: string; end: number } {
    let text = ''
    let end = at
    while (this.#before !== '' && stream.startsWith(this.#before, end)) {
      const from = end + this.#before.length
      const to = stream.indexOf('"', from)
      if (to === -1 || !stream.startsWith(this.#after, to)) break
      const piece = stream.slice(from, to)
      if (ESCAPED.test(piece)) break
      text += piece
      end = to + this.#after.length
    }
    return { text, end }
  }

  /** @param data of an event that holds this text and nothing else */
  learn(data: string, text: string): void {
    const name = '"content":"'
    const at = data.indexOf(`${name}${text}"`)
    if (at === -1 || ESCAPED.test(text)) return
    const from = at + name.length
    const [before, after] = [data.slice(0, from), data.slice(from + text.length)]
    // The same words may stand elsewhere in the chunk: it is the right place if another text there is read as its text.
    const other = plainChunkOf(JSON.parse(`${before}${PROBE}${after}`))
    if (other?.text !== PROBE || other.reason !== null) return
    this.#before = `data: ${before}`
    this.#after = `${after}\n\n`
  }
}

const PROBE = 'another text'
