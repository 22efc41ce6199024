import type { PublicEvent } from '@/lib/contracts/public'

/** The studio's preview sends no requests: the answer is a fixed sentence, streamed like a real one. */
export function previewFetch(sentence: string): typeof fetch {
  return async (input) => {
    const path = String(input)
    if (path.endsWith('/session')) return Response.json({ token: 'preview', sid: crypto.randomUUID(), user: null })
    if (!path.endsWith('/messages')) return new Response(null, { status: 404 })
    const words = sentence.match(/\S+\s*/g) ?? []
    const usage = { inputTokens: 0, outputTokens: 0, estimated: false }
    const events: PublicEvent[] = [
      ...words.map((text): PublicEvent => ({ type: 'answer.delta', text })),
      { type: 'run.completed', answer: sentence, outputs: {}, citations: [], usage },
    ]
    return new Response(streamOf(events), { headers: { 'x-run-id': '' } })
  }
}

function streamOf(events: readonly PublicEvent[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async start(controller) {
      for (const event of events) {
        controller.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`))
        await new Promise((resolve) => setTimeout(resolve, 40))
      }
      controller.close()
    },
  })
}
