import { SseParser } from '@/lib/client/http/sse-parser'
import type { PublicEvent } from '@/lib/contracts/public'
import { ChatFailure, type EmbedClient } from '../embed-client'
import { fill } from '../texts'
import { wait } from '../wait'

const RECONNECT_MS = [300, 1_000, 2_000, 4_000, 8_000]

export interface FollowOptions {
  client: EmbedClient
  signal: AbortSignal
  onRun: (runId: string) => void
  onEvent: (event: PublicEvent) => void
  /** Delays before the attempts to reconnect; tests shorten them. */
  reconnectMs?: readonly number[]
}

export interface Message {
  body: object
  /** Unique for this message. */
  key: string
}

/**
 * Sends a message and follows its run to the end, across lost connections. A message without a response may have
 * arrived, so it is resent under the same key. @throws ChatFailure
 */
export function sendAndFollow(options: FollowOptions, { body, key }: Message): Promise<void> {
  const { client, signal, onRun } = options
  let runId = ''
  return follow(options, async (lastId) => {
    if (runId) return client.follow(runId, lastId, signal)
    const response = await client.send(body, key, signal)
    runId = response.headers.get('x-run-id') ?? ''
    onRun(runId)
    return response
  })
}

/** Resumes a run that an earlier page load started. @throws ChatFailure */
export function resumeRun(options: FollowOptions, runId: string): Promise<void> {
  options.onRun(runId)
  return follow(options, (lastId) => options.client.follow(runId, lastId, options.signal))
}

async function follow(options: FollowOptions, connect: (lastId: string) => Promise<Response>): Promise<void> {
  const delaysMs = options.reconnectMs ?? RECONNECT_MS
  const place = { lastId: '0' }
  for (let attempt = 0; ; ) {
    const { lastId } = place
    const response = await connect(lastId).catch((error: unknown) => {
      if (error instanceof ChatFailure && isBreak(error, lastId)) return null
      throw error
    })
    const hasEnded = response !== null && (await readEvents(response, options, place))
    if (hasEnded || options.signal.aborted) return
    // Progress resets the number of retries.
    if (place.lastId !== lastId) attempt = 0
    const waitMs = delaysMs[attempt]
    if (waitMs === undefined) throw new ChatFailure(fill('connectionLost'), 'OFFLINE')
    attempt += 1
    await wait(waitMs)
  }
}

/** Errors of a restarting server or its proxy are transient, unless they include Retry-After. */
const isBreak = ({ code, retryAfterSeconds }: ChatFailure, lastId: string): boolean =>
  code === 'OFFLINE' || (code === 'UNAVAILABLE' && retryAfterSeconds === null && lastId !== '0')

/** Advances the position with each event. @returns whether the run has ended */
async function readEvents(response: Response, options: FollowOptions, place: { lastId: string }): Promise<boolean> {
  const parser = new SseParser()
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      for (const { id, data } of parser.push(decoder.decode(part.value, { stream: true }))) {
        place.lastId = id ?? place.lastId
        const event = asEvent(JSON.parse(data))
        options.onEvent(event)
        if (event.type === 'run.completed' || event.type === 'run.failed') return true
      }
    }
  } catch {
    // The connection broke or the visitor stopped; the caller distinguishes the two.
  }
  return false
}

/** Safe: our own server on our own origin made it by the contract; unknown types fall through every switch. */
const asEvent = (value: unknown): PublicEvent => value as PublicEvent
