import { plainTextOf } from './openai-chunk'

/** A text that is written in JSON as it is. */
const AS_IT_IS = /^[^"\\\p{Cc}]*$/u

/**
 * Reads chunks of one answer that hold text only. They differ in their text alone, so that all around it is compared with
 * the chunk before instead of being parsed again: same around it, same meaning.
 */
export class ChunkShape {
  #before = ''
  #after = ''

  /** @returns as `plainTextOf` */
  read(data: string): string | null {
    const text = this.#textWithin(data)
    if (text !== null) return text
    const parsed = plainTextOf(data)
    if (parsed) this.#learn(data, parsed)
    return parsed
  }

  #textWithin(data: string): string | null {
    const [before, after] = [this.#before, this.#after]
    if (before === '' || data.length < before.length + after.length) return null
    if (!data.startsWith(before) || !data.endsWith(after)) return null
    const text = data.slice(before.length, data.length - after.length)
    return AS_IT_IS.test(text) ? text : null
  }

  #learn(data: string, text: string): void {
    const at = data.indexOf(`"content":"${text}"`)
    if (at === -1 || !AS_IT_IS.test(text)) return
    const from = at + '"content":"'.length
    const [before, after] = [data.slice(0, from), data.slice(from + text.length)]
    // The same words may stand elsewhere in the chunk: it is the right place if another text there is read as its text.
    if (plainTextOf(`${before}${PROBE}${after}`) !== PROBE) return
    this.#before = before
    this.#after = after
  }
}

const PROBE = 'another text'
