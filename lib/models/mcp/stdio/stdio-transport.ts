import 'server-only'
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import os from 'node:os'
import type { Readable, Writable } from 'node:stream'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import { internalError, raiseInternal } from '@/lib/core/internal-error'
import type { StdioServer } from './read-stdio-server'
import { watchMemory } from './watch-memory'

/** Maximum size of a message. A server that exceeds it is killed. */
const MAX_MESSAGE_BYTES = 10_000_000
const LINE_FEED = 10

/**
 * Communicates with a child process over its standard streams. Unlike the transport of the SDK, the process does not
 * inherit environment variables such as HOME and PATH: it gets only those that the operator configured.
 */
export class StdioTransport implements Transport {
  onclose?: () => void
  onerror?: (error: Error) => void
  onmessage?: (message: JSONRPCMessage) => void
  readonly #server: StdioServer
  #child: ChildProcessByStdio<Writable, Readable, null> | null = null
  #pending: Buffer = Buffer.alloc(0)
  #deserialize: (line: string) => JSONRPCMessage = () => raiseInternal('The process has not started.')

  constructor(server: StdioServer) {
    this.#server = server
  }

  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  async start(): Promise<void> {
    const { deserializeMessage } = await import('@modelcontextprotocol/sdk/shared/stdio.js')
    this.#deserialize = deserializeMessage
    const { command, args, env } = this.#server
    const child = spawn(command, args, {
      // Safe: the type requires NODE_ENV, which this process intentionally does not inherit.
      env: env as NodeJS.ProcessEnv,
      cwd: os.tmpdir(),
      shell: false,
      stdio: ['pipe', 'pipe', 'ignore'] as const,
    }) as ChildProcessByStdio<Writable, Readable, null>
    this.#child = child
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    const stopWatching = watchMemory(child)
    child.once('close', () => {
      stopWatching()
      this.#child = null
      this.onclose?.()
    })
    child.on('error', (error) => this.onerror?.(error))
    child.stdin.on('error', (error) => this.onerror?.(error))
    child.stdout.on('data', (chunk: Buffer) => this.#read(chunk))
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const stdin = this.#child?.stdin
    if (!stdin) throw internalError('The MCP server process has exited.')
    await new Promise<void>((resolve, reject) => {
      stdin.write(`${JSON.stringify(message)}\n`, (error) => (error ? reject(error) : resolve()))
    })
  }

  async close(): Promise<void> {
    this.#child?.kill('SIGKILL')
  }

  #read(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk])
    for (let end = this.#pending.indexOf(LINE_FEED); end !== -1; end = this.#pending.indexOf(LINE_FEED)) {
      const line = this.#pending.subarray(0, end).toString('utf8').trim()
      this.#pending = this.#pending.subarray(end + 1)
      if (line !== '') this.#parse(line)
    }
    if (this.#pending.byteLength > MAX_MESSAGE_BYTES) void this.close()
  }

  #parse(line: string): void {
    try {
      this.onmessage?.(this.#deserialize(line))
    } catch (error) {
      // Some servers also write log lines to stdout.
      this.onerror?.(error instanceof Error ? error : internalError('The line is not a JSON-RPC message.'))
    }
  }
}
