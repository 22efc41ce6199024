import 'server-only'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { GuardedFetch } from '@/lib/egress/create-egress'
import { env } from '@/lib/platform/env'
import { singleton } from '@/lib/platform/singleton'
import { answerFetch } from '../langchain/answer-fetch'
import { readLangChainServer } from '../langchain/langchain-server'
import { type McpSession, startSession } from '../mcp-session'
import { readStdioServer } from './read-stdio-server'
import { StdioTransport } from './stdio-transport'

const IDLE_MS = 5 * 60_000
const START_MS = 30_000
/** How long a process may take to respond to a ping. */
const RESPONSE_MS = 5_000

type Stream = GuardedFetch['stream']

interface Acquisition {
  workspaceId: string
  name: string
  /** For the requests of LangChain tools. */
  stream?: Stream
  /** The signal of the call. */
  signal?: AbortSignal
}

interface Running {
  session: Promise<McpSession>
  uses: number
  idle: NodeJS.Timeout | null
}

/** The processes of operators' MCP servers: one per workspace and name, started on demand and ended when idle. */
export class StdioProcesses {
  readonly #running = new Map<string, Running>()

  constructor(private readonly idleMs = IDLE_MS) {}

  async acquire({ workspaceId, name, stream, signal }: Acquisition): Promise<McpSession> {
    const key = `${workspaceId}/${name}`
    const running = this.#running.get(key) ?? this.#start(key, name, stream)
    running.uses += 1
    if (running.idle) clearTimeout(running.idle)
    running.idle = null
    const release = () => {
      running.uses -= 1
      if (running.uses === 0) running.idle = this.#endLater(key, running)
    }
    try {
      const { client, end } = await running.session
      const stopWatching = signal ? endIfStuck(client, end, signal) : () => undefined
      return {
        client,
        end: async () => {
          stopWatching()
          release()
        },
      }
    } catch (error) {
      release()
      throw error
    }
  }

  async close(): Promise<void> {
    const all = [...this.#running.values()]
    this.#running.clear()
    for (const { idle, session } of all) {
      if (idle) clearTimeout(idle)
      await session.then(({ end }) => end()).catch(() => undefined)
    }
  }

  #start(key: string, name: string, stream: Stream | undefined): Running {
    const running: Running = { session: this.#open(key, name, stream), uses: 0, idle: null }
    this.#running.set(key, running)
    // After a failed start, the next call tries again.
    running.session.catch(() => this.#forget(key, running))
    return running
  }

  async #open(key: string, name: string, stream: Stream | undefined): Promise<McpSession> {
    const langChain = env().mcpStdio.has(name) ? null : await readLangChainServer(name)
    const transport = new StdioTransport(langChain ?? (await readStdioServer(name)))
    const prepare = (client: Client) => {
      if (langChain && stream) answerFetch(client, stream, langChain.hosts)
    }
    // Not the caller's signal: others share the process.
    const session = await startSession(transport, AbortSignal.timeout(START_MS), prepare).catch(
      async (error: unknown) => {
        await transport.close()
        throw error
      },
    )
    session.client.onclose = () => {
      const running = this.#running.get(key)
      if (running) this.#forget(key, running)
    }
    return session
  }

  #endLater(key: string, running: Running): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#forget(key, running)
      running.session.then(({ end }) => end()).catch(() => undefined)
    }, this.idleMs)
    timer.unref()
    return timer
  }

  #forget(key: string, running: Running): void {
    if (this.#running.get(key) === running) this.#running.delete(key)
  }
}

/** After a stopped or late call: a process that no longer responds is ended, since its next calls would wait, too. */
function endIfStuck(client: Client, end: () => Promise<void>, signal: AbortSignal): () => void {
  const check = () => void client.ping({ timeout: RESPONSE_MS }).catch(() => end().catch(() => undefined))
  signal.addEventListener('abort', check, { once: true })
  return () => signal.removeEventListener('abort', check)
}

export const stdioProcesses = (): StdioProcesses => singleton('mcp-stdio', () => new StdioProcesses())
