import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { raiseInternal } from '@/lib/core/internal-error'

export interface MockOpenAi {
  url: string
  /** Bodies of the chat requests since the last call. */
  takeRequests(): unknown[]
  close(): void
}

/** The fake provider of bench/, which also records its requests. */
export async function startMockOpenAi(): Promise<MockOpenAi> {
  const port = await freePort()
  const script = fileURLToPath(new URL('../../../bench/mock-openai.mjs', import.meta.url))
  const child = spawn(process.execPath, [script], {
    env: { NODE_ENV: 'test', PORT: String(port), MOCK_LOG: '1000000' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const requests: unknown[] = []
  await new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('mock-openai on')) resolve()
      const body = /^\S*\/chat\/completions (\{.*)$/.exec(line)?.[1]
      if (body !== undefined) requests.push(JSON.parse(body))
    })
  })
  return { url: `http://127.0.0.1:${port}/v1`, takeRequests: () => requests.splice(0), close: () => child.kill() }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : raiseInternal('No port is free')
}
