import 'server-only'
import { AppError } from '@/lib/core/app-error'

/** Files and texts of one form. Hundreds of thousands of empty ones fit into the room of a file, and reading them apart would hold everybody up for seconds. */
const MAX_PARTS = 200
/** What stands above the content of one: its name and type. Millions of empty lines and parameters cost as much. */
const MAX_HEADER_BYTES = 8 * 1024
const BLANK_LINE = Buffer.from('\r\n\r\n')

/** What stands between the parts of a form, and its type with that alone, so that whoever reads it means the same parts. @throws AppError INVALID_INPUT */
export function formBoundary(contentType: string): { boundary: string; contentType: string } {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"\\]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) throw new AppError('INVALID_INPUT', 'The form data names no boundary.')
  return { boundary, contentType: `multipart/form-data; boundary="${boundary}"` }
}

/** Is given the bytes of a form as they come. @throws AppError INVALID_INPUT when there are too many parts, or too much above one */
export function countParts(boundary: string): (bytes: Uint8Array) => void {
  const reading = new PartCount(boundary)
  let tail: Buffer = Buffer.alloc(0)
  return ({ buffer, byteOffset, byteLength }) => {
    const come = Buffer.from(buffer, byteOffset, byteLength)
    // Copied, since a view would hold the piece.
    tail = Buffer.from(reading.take(tail.length === 0 ? come : Buffer.concat([tail, come])))
  }
}

class PartCount {
  private readonly first: Buffer
  private readonly next: Buffer
  /** The form ends with one more. */
  private marks = 0
  /** Bytes above the content of the part that is read; null within its content. */
  private header: number | null = null

  constructor(boundary: string) {
    this.first = Buffer.from(`--${boundary}`)
    this.next = Buffer.from(`\r\n--${boundary}`)
  }

  /** @returns its end, in which a mark may have begun: what comes next is given behind it */
  take(bytes: Buffer): Buffer {
    let at = 0
    for (;;) {
      const mark = this.mark()
      const found = bytes.indexOf(mark, at)
      const end = found >= 0 ? found : Math.max(at, bytes.length - mark.length + 1)
      this.pass(end - at)
      if (found < 0) return bytes.subarray(end)
      at = found + this.meet(mark)
    }
  }

  /** What is looked for: the end of a header, or of a content. */
  private mark(): Buffer {
    if (this.header !== null) return BLANK_LINE
    return this.marks === 0 ? this.first : this.next
  }

  private pass(bytes: number): void {
    if (this.header === null) return
    this.header += bytes
    if (this.header > MAX_HEADER_BYTES)
      throw new AppError('INVALID_INPUT', `A field's name and type have at most ${MAX_HEADER_BYTES} bytes.`)
  }

  /** @returns how much of the mark is behind us */
  private meet(mark: Buffer): number {
    if (this.header !== null) {
      this.header = null
      // An empty content has the second line break in common with what follows.
      return BLANK_LINE.length / 2
    }
    this.marks += 1
    if (this.marks > MAX_PARTS + 1) throw new AppError('INVALID_INPUT', `A form has at most ${MAX_PARTS} fields.`)
    this.header = 0
    return mark.length
  }
}
