import type { PlainChunk } from '../openai/openai-chunk'

/** What is not written in JSON as it is. */
const ESCAPED = /[\\\p{Cc}]/u
const NAME = '"content"'
const ROLE = '"role":"assistant",'

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
    let text = ''
    let end = at
    if (this.#before === '' || !stream.startsWith(this.#before, at)) return { text, end }
    let from = at + this.#before.length
    for (let isLast = false; !isLast; ) {
      const to = stream.indexOf('"', from)
      const piece = stream.slice(from, to)
      if (to === -1 || ESCAPED.test(piece)) break
      from = to + this.#between.length
      // Two texts are compared as memory. `startsWith` goes by characters, and takes three times as long.
      isLast = stream.slice(to, from) !== this.#between
      if (isLast && !stream.startsWith(this.#after, to)) break
      text += piece
      end = to + this.#after.length
    }
    return { text, end }
  }

  /** @param data of an event that says this and nothing else */
  learn(data: string, { text, reason }: PlainChunk): void {
    const at = data.indexOf(NAME)
    // Where nothing is escaped each quote begins or ends a name or a text, so that this is the name that has the chunk's text.
    const isOnly = at !== -1 && data.lastIndexOf(NAME) === at && !data.includes('\\')
    const from = data.indexOf('"', at + NAME.length) + 1
    const isText = data.startsWith(`${text}"`, from) && data.slice(at + NAME.length, from - 1).trim() === ':'
    if (reason !== null || !isOnly || !isText) return
    const head = data.slice(0, from)
    // What only names the role comes first; those that follow mostly say it no more, which means the same.
    this.#before = `data: ${text === '' ? head.replace(ROLE, '') : head}`
    this.#after = `${data.slice(from + text.length)}\n\n`
    this.#between = this.#after + this.#before
  }
}
