import 'server-only'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  html: 'text/html; charset=utf-8',
} as const

/** A text file generated while it is read, in parts, at the pace of the reader. Always a download, never displayed. */
export function streamDownload(text: AsyncGenerator<string>, fileName: `${string}.${keyof typeof TYPES}`): Response {
  const type = TYPES[fileName.slice(fileName.lastIndexOf('.') + 1) as keyof typeof TYPES]
  return new Response(toStream(text), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
    },
  })
}

function toStream(text: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await text.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => void (await text.return(undefined)),
  })
}
