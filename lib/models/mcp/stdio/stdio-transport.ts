import 'server-only'
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import os from 'node:os'
import type { Readable, Writable } from 'node:stream'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import { internalError, raiseInternal } from '@/lib/core/internal-error'
import type { StdioServer } from './read-stdio-server'
import { watchMemory } from './watch-memory'

/** A message of a server; a longer one ends the process. */
const MAX_MESSAGE_BYTES = 10_000_000
const LINE_END = 10

/**
 * Speaks with a process over its standard streams. The transport of the SDK passes variables such as HOME and PATH on; this
 * one passes only those that the operator named.
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
      // Safe: without the variables that Node declares, the process has none of ours.
      env: env as NodeJS.ProcessEnv,
      ...{ cwd: os.tmpdir(), shell: false, stdio: ['pipe', 'pipe', 'ignore'] as const },
    }) as ChildProcessByStdio<Writable, Readable, null>
    this.#child = child
    await new Promise<void>((ready, fail) => {
      child.once('spawn', ready)
      child.once('error', fail)
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
    if (!stdin) throw internalError('The process of the MCP server has ended.')
    await new Promise<void>((done, fail) => {
      stdin.write(`${JSON.stringify(message)}\n`, (error) => (error ? fail(error) : done()))
    })
  }

  async close(): Promise<void> {
    this.#child?.kill('SIGKILL')
  }

  #read(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk])
    for (let end = this.#pending.indexOf(LINE_END); end !== -1; end = this.#pending.indexOf(LINE_END)) {
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
      // Programs also print other lines.
      this.onerror?.(error instanceof Error ? error : internalError('The line is no message.'))
    }
  }
}
