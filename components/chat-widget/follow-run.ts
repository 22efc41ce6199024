import { SseParser } from '@/lib/client/sse-parser'
import type { PublicEvent } from '@/lib/contracts/public'
import { ChatFailure, type EmbedClient } from './embed-client'
import { fill } from './texts'

const RECONNECT_MS = [300, 1_000, 2_000, 4_000, 8_000]

export interface FollowOptions {
  client: EmbedClient
  signal: AbortSignal
  onRun: (runId: string) => void
  onEvent: (event: PublicEvent) => void
  /** Tests shorten it. */
  reconnectMs?: readonly number[]
}

/** Sends a message and follows its run to the end, over broken connections too. @throws ChatFailure */
export async function sendAndFollow(options: FollowOptions, body: object): Promise<void> {
  const response = await options.client.send(body, options.signal)
  const runId = response.headers.get('x-run-id') ?? ''
  options.onRun(runId)
  await follow(options, runId, response)
}

/** Takes up a run that an earlier page load started. @throws ChatFailure */
export async function resumeRun(options: FollowOptions, runId: string): Promise<void> {
  await follow(options, runId, await options.client.follow(runId, '0', options.signal))
}

async function follow(options: FollowOptions, runId: string, first: Response): Promise<void> {
  const waits = options.reconnectMs ?? RECONNECT_MS
  let response: Response | null = first
  let lastId = '0'
  for (let attempt = 0; ; ) {
    const read = response ? await readEvents(response, options, lastId) : { isOver: false, lastId }
    if (read.isOver || options.signal.aborted) return
    // Progress gives the next break a full set of attempts.
    if (read.lastId !== lastId) attempt = 0
    lastId = read.lastId
    const wait = waits[attempt]
    if (wait === undefined) throw new ChatFailure(fill('connectionLost'), 'OFFLINE')
    attempt += 1
    await new Promise((resolve) => setTimeout(resolve, wait))
    response = await options.client.follow(runId, lastId, options.signal).catch((error: unknown) => {
      if (error instanceof ChatFailure && error.code === 'OFFLINE') return null
      throw error
    })
  }
}

async function readEvents(
  response: Response,
  options: FollowOptions,
  startId: string,
): Promise<{ isOver: boolean; lastId: string }> {
  const parser = new SseParser()
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  let lastId = startId
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      for (const { id, data } of parser.push(decoder.decode(part.value, { stream: true }))) {
        lastId = id ?? lastId
        const event = asEvent(JSON.parse(data))
        options.onEvent(event)
        if (event.type === 'run.completed' || event.type === 'run.failed') return { isOver: true, lastId }
      }
    }
  } catch {
    // The connection broke, or the visitor stopped; the caller knows which.
  }
  return { isOver: false, lastId }
}

/** Safe: our own server on our own origin made it by the contract; unknown types fall through every switch. */
const asEvent = (value: unknown): PublicEvent => value as PublicEvent
