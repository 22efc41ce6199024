import { plainChunkOf } from './openai-chunk'

/** What is not written in JSON as it is, or ends a text. */
const ESCAPED = /["\\\p{Cc}]/u

/**
 * Reads events of one answer that hold text only. They differ in their text alone, so that all around it is compared with
 * the event before instead of being parsed again: same around it, same meaning.
 */
export class ChunkShape {
  #before = ''
  #after = ''
  #between = ''

  /** @param stream of events, one of which begins at `at`. @returns the text of those that look like the one before, and where the next begins */
  read(stream: string, at: number): { text: string; end: number } {
    let { text, end } = this.#readMany(stream, at)
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

  /**
   * Many that came in one read: what is between two texts is taken out of all of them at once, which looks at a fraction
   * of the characters. What is left are their texts, or something else was among them.
   */
  #readMany(stream: string, at: number): { text: string; end: number } {
    const none = { text: '', end: at }
    if (this.#before === '' || stream.length - at < FEW * this.#between.length) return none
    if (stream.includes('\\', at)) return none
    const last = stream.lastIndexOf(this.#after)
    const from = at + this.#before.length
    if (last < from || !stream.startsWith(this.#before, at)) return none
    const text = stream.slice(from, last).replaceAll(this.#between, '')
    return ESCAPED.test(text) ? none : { text, end: last + this.#after.length }
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
    this.#between = this.#after + this.#before
  }
}

/** Events that are read faster one by one. */
const FEW = 3
const PROBE = 'another text'
