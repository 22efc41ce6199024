import 'server-only'
import { singleton } from '@/lib/platform/singleton'
import { type McpSession, startSession } from '../mcp-session'
import { readStdioServer } from './read-stdio-server'
import { StdioTransport } from './stdio-transport'

const IDLE_MS = 5 * 60_000

interface Running {
  session: Promise<McpSession>
  uses: number
  idle: NodeJS.Timeout | null
}

/** The processes of operators' MCP servers: one per workspace and name, started on demand and ended when idle. */
export class StdioProcesses {
  readonly #running = new Map<string, Running>()

  constructor(private readonly idleMs = IDLE_MS) {}

  async acquire({ workspaceId, name }: { workspaceId: string; name: string }): Promise<McpSession> {
    const key = `${workspaceId}/${name}`
    const running = this.#running.get(key) ?? this.#start(key, name)
    running.uses += 1
    if (running.idle) clearTimeout(running.idle)
    running.idle = null
    const release = () => {
      running.uses -= 1
      if (running.uses === 0) running.idle = this.#endLater(key, running)
    }
    try {
      const { client } = await running.session
      return { client, end: async () => release() }
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

  #start(key: string, name: string): Running {
    const running: Running = { session: this.#open(key, name), uses: 0, idle: null }
    this.#running.set(key, running)
    // The next call starts it again.
    running.session.catch(() => this.#forget(key, running))
    return running
  }

  async #open(key: string, name: string): Promise<McpSession> {
    const transport = new StdioTransport(await readStdioServer(name))
    // Not the caller's signal: others share the process.
    const session = await startSession(transport, AbortSignal.timeout(15_000)).catch(async (error: unknown) => {
      await transport.close()
      throw error
    })
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

export const stdioProcesses = (): StdioProcesses => singleton('mcp-stdio', () => new StdioProcesses())
