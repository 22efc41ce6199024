import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** Files and fields per form. A form of many empty ones is small but slow to read. */
const MAX_PARTS = 200
/** Maximum size of the header of one part, which contains its name and type. */
const MAX_HEADER_BYTES = 8 * 1024
const BLANK_LINE = Buffer.from('\r\n\r\n')
const DASH = 0x2d

/** Position of a part in the form: its header, then its content. */
export interface FormPart {
  header: { start: number; end: number }
  content: { start: number; end: number }
}

/** The boundary of a form. @throws AppError INVALID_INPUT */
export function formBoundary(contentType: string): string {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"\\]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) throw new AppError('INVALID_INPUT', problem('request.formWithoutBoundary'))
  return boundary
}

/** Finds the parts of a form while it arrives in one buffer, without copying. */
export class FormParts {
  private readonly first: Buffer
  private readonly next: Buffer
  private readonly found: FormPart[] = []
  /** Position at which the search continues. */
  private at = 0
  /** Start of the current header; null within a content. */
  private headerStart: number | null = null
  private current: { header: FormPart['header']; start: number } | null = null
  private hasStarted = false
  private hasEnded = false

  constructor(boundary: string) {
    this.first = Buffer.from(`--${boundary}`)
    this.next = Buffer.from(`\r\n--${boundary}`)
  }

  /**
   * @param form the form so far, from its start. @throws AppError INVALID_INPUT for too many parts,
   * or a header that is too long
   */
  scan(form: Buffer): void {
    while (!this.hasEnded) {
      const mark = this.mark()
      const found = form.indexOf(mark, this.at)
      const end = found >= 0 ? found : Math.max(this.at, form.length - mark.length + 1)
      if (this.headerStart !== null && end - this.headerStart > MAX_HEADER_BYTES) throw headerTooLong()
      this.at = end
      if (found < 0) return
      // The bytes after the boundary show whether it is the last one, and may not have arrived yet.
      if (mark !== BLANK_LINE && form.length < found + mark.length + 2) return
      this.pass(form, found, mark)
    }
  }

  /** All parts. @throws AppError INVALID_INPUT for a truncated form */
  parts(): readonly FormPart[] {
    if (!this.hasEnded) throw new AppError('INVALID_INPUT', problem('request.formWithoutEnd'))
    return this.found
  }

  private mark(): Buffer {
    if (this.headerStart !== null) return BLANK_LINE
    return this.hasStarted ? this.next : this.first
  }

  private pass(form: Buffer, found: number, mark: Buffer): void {
    if (this.headerStart !== null) {
      const end = found + BLANK_LINE.length
      this.current = { header: { start: this.headerStart, end: found }, start: end }
      this.headerStart = null
      // An empty content shares the second line break with the following boundary.
      this.at = end - 2
      return
    }
    this.hasStarted = true
    this.endContent(found)
    const markEnd = found + mark.length
    this.hasEnded = form[markEnd] === DASH && form[markEnd + 1] === DASH
    if (!this.hasEnded && this.found.length === MAX_PARTS)
      throw new AppError('INVALID_INPUT', problem('request.tooManyFields', { max: MAX_PARTS }))
    this.headerStart = markEnd
    this.at = markEnd
  }

  private endContent(end: number): void {
    if (!this.current) return
    const { header, start } = this.current
    this.found.push({ header, content: { start, end: Math.max(start, end) } })
    this.current = null
  }
}

const headerTooLong = () =>
  new AppError('INVALID_INPUT', problem('request.fieldHeaderTooLong', { max: MAX_HEADER_BYTES }))
