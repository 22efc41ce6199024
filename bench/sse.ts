/**
 * CPU time to read the events of a streamed answer: our decoder with and without skipping events of a known shape, and
 * eventsource-parser. npm run bench:sse
 */
import { createParser } from 'eventsource-parser'
import { ChunkShape } from '@/lib/providers/wires/http/chunk-shape'
import { SseEvents } from '@/lib/providers/wires/http/read-sse'
import { plainChunkOf } from '@/lib/providers/wires/openai/openai-chunk'

const CHUNKS = 200
const ROUNDS = 500

const events = Array.from({ length: CHUNKS }, (_, index) => {
  const choice = { index: 0, delta: { content: ` word${index % 10}` }, logprobs: null, finish_reason: null }
  const head = { id: 'chatcmpl-9x', object: 'chat.completion.chunk', created: 1_764_500_000, model: 'gpt-4o-mini' }
  return `data: ${JSON.stringify({ ...head, system_fingerprint: 'fp_1', choices: [choice] })}\n\n`
})

function inReads(eventsPerRead: number): Uint8Array[] {
  const reads: Uint8Array[] = []
  for (let start = 0; start < CHUNKS; start += eventsPerRead)
    reads.push(Buffer.from(events.slice(start, start + eventsPerRead).join('')))
  return reads
}

const textOf = (data: string): string => plainChunkOf(JSON.parse(data))?.text ?? ''

function byShape(reads: readonly Uint8Array[]): string {
  const shape = new ChunkShape()
  const decoder = new SseEvents()
  let text = ''
  const pass = (stream: string, index: number): number => {
    const plain = shape.read(stream, index)
    text += plain.text
    return plain.end
  }
  for (const bytes of reads) {
    decoder.add(bytes)
    for (;;) {
      decoder.pass(pass)
      const data = decoder.next()
      if (data === null) break
      const plain = plainChunkOf(JSON.parse(data))
      if (!plain) continue
      shape.learn(data, plain)
      text += plain.text
    }
  }
  return text
}

function byEvent(reads: readonly Uint8Array[]): string {
  const decoder = new SseEvents()
  let text = ''
  for (const bytes of reads) {
    decoder.add(bytes)
    for (const data of decoder) text += textOf(data)
  }
  return text
}

function byLibrary(reads: readonly Uint8Array[]): string {
  let text = ''
  const parser = createParser({
    onEvent: ({ data }) => {
      text += textOf(data)
    },
  })
  const decoder = new TextDecoder()
  for (const bytes of reads) parser.feed(decoder.decode(bytes, { stream: true }))
  return text
}

for (const eventsPerRead of [1, 10]) {
  const reads = inReads(eventsPerRead)
  const expected = byEvent(reads)
  for (const read of [byShape, byEvent, byLibrary]) {
    for (let round = 0; round < ROUNDS; round += 1)
      if (read(reads) !== expected) throw new Error(`${read.name} reads another text.`)
    const before = process.cpuUsage()
    for (let round = 0; round < ROUNDS; round += 1) read(reads)
    const { user, system } = process.cpuUsage(before)
    const micros = Math.round((user + system) / ROUNDS)
    console.log(`${eventsPerRead} events per read, ${read.name}: ${micros} µs for ${CHUNKS} events`)
  }
}
