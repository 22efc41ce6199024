export type FormPart =
  | { name: string; text: string }
  | { name: string; bytes: Uint8Array; mediaType: string; fileName: string }

const encoder = new TextEncoder()

/** A multipart/form-data body (RFC 7578). The boundary is random, so that no content contains it. */
export function multipartBody(parts: readonly FormPart[]): { content: Uint8Array<ArrayBuffer>; contentType: string } {
  const boundary = `patchbay-${crypto.randomUUID()}`
  const pieces = parts.flatMap((part) => [
    encoder.encode(`--${boundary}\r\n${headOf(part)}\r\n\r\n`),
    'text' in part ? encoder.encode(part.text) : part.bytes,
    encoder.encode('\r\n'),
  ])
  pieces.push(encoder.encode(`--${boundary}--\r\n`))
  const content = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0))
  let index = 0
  for (const piece of pieces) {
    content.set(piece, index)
    index += piece.byteLength
  }
  return { content, contentType: `multipart/form-data; boundary=${boundary}` }
}

function headOf(part: FormPart): string {
  const head = `content-disposition: form-data; name="${quoted(part.name)}"`
  if ('text' in part) return head
  const mediaType = /^[\w.+-]+\/[\w.+-]+$/.test(part.mediaType) ? part.mediaType : 'application/octet-stream'
  return `${head}; filename="${quoted(part.fileName)}"\r\ncontent-type: ${mediaType}`
}

/** Escapes a name as browsers do, so that it cannot end its quotes or its line. */
const quoted = (text: string) => text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')
