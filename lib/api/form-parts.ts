import 'server-only'
import { AppError } from '@/lib/core/app-error'

/** Files and texts of one form. Hundreds of thousands of empty ones fit into the room of a file, and reading them apart would hold everybody up for seconds. */
const MAX_PARTS = 200

/** What stands between the parts of a form, and its type with that alone, so that whoever reads it means the same parts. @throws AppError INVALID_INPUT */
export function formBoundary(contentType: string): { boundary: string; contentType: string } {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"\\]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) throw new AppError('INVALID_INPUT', 'The form data names no boundary.')
  return { boundary, contentType: `multipart/form-data; boundary="${boundary}"` }
}

/** Is given the bytes of a form as they come. @throws AppError INVALID_INPUT when there are too many parts */
export function countParts(boundary: string): (bytes: Uint8Array) => void {
  const mark = Buffer.from(`\r\n--${boundary}`)
  const within = mark.length - 1
  let count = 0
  let tail = Buffer.alloc(0)
  const look = (bytes: Buffer) => {
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length)) {
      count += 1
      if (count > MAX_PARTS) throw new AppError('INVALID_INPUT', `A form has at most ${MAX_PARTS} fields.`)
    }
  }
  return ({ buffer, byteOffset, byteLength }) => {
    const bytes = Buffer.from(buffer, byteOffset, byteLength)
    // One that is cut in two; what lies in these few bytes as a whole is none.
    const seam = Buffer.concat([tail, bytes.subarray(0, within)])
    look(seam)
    look(bytes)
    tail = byteLength >= within ? Buffer.from(bytes.subarray(byteLength - within)) : Buffer.from(seam.subarray(-within))
  }
}
