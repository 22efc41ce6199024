import type { PlainChunk } from '../openai/openai-chunk'

/** Characters that JSON escapes. */
const ESCAPED = /[\\\p{Cc}]/u
const NAME = '"content"'
const ROLE = '"role":"assistant",'

/**
 * Reads text-only events of one answer quickly. They only differ in their text, so the rest is
 * compared with the previous event instead of parsed: equal surroundings have equal meaning.
 */
export class ChunkShape {
  #before = ''
  #after = ''
  #between = ''

  /**
   * @param stream of events, one of which starts at `index`
   * @returns the text of the events like the previous one, and the start of the next event
   */
  read(stream: string, index: number): { text: string; end: number } {
    let text = ''
    let end = index
    if (this.#before === '' || !stream.startsWith(this.#before, index)) return { text, end }
    let from = index + this.#before.length
    for (let isLast = false; !isLast; ) {
      const to = stream.indexOf('"', from)
      const piece = stream.slice(from, to)
      if (to === -1 || ESCAPED.test(piece)) break
      from = to + this.#between.length
      // Compares whole strings; `startsWith` compares by character and takes three times as long.
      isLast = stream.slice(to, from) !== this.#between
      if (isLast && !stream.startsWith(this.#after, to)) break
      text += piece
      end = to + this.#after.length
    }
    return { text, end }
  }

  /** @param data of an event with only this content */
  learn(data: string, { text, reason }: PlainChunk): void {
    const index = data.indexOf(NAME)
    // Without escapes every quote starts or ends a key or a text, so this is the key of the chunk's
    // text.
    const isOnly = index !== -1 && data.lastIndexOf(NAME) === index && !data.includes('\\')
    const from = data.indexOf('"', index + NAME.length) + 1
    const isText = data.startsWith(`${text}"`, from) && data.slice(index + NAME.length, from - 1).trim() === ':'
    if (reason !== null || !isOnly || !isText) return
    const head = data.slice(0, from)
    // The first chunk has only the role; later ones usually omit it, with the same meaning.
    this.#before = `data: ${text === '' ? head.replace(ROLE, '') : head}`
    this.#after = `${data.slice(from + text.length)}\n\n`
    this.#between = this.#after + this.#before
  }
}
