import { spawn } from 'node:child_process'
import { freePort } from './studio-server'

export interface MockOpenAi {
  baseUrl: string
  stats(): Promise<{ chat: number; toolCalls: number; aborted: number }>
  stop(): void
}

/** bench/mock-openai.mjs: has the OpenAI API; the model name defines its behavior. */
export async function startMockOpenAi(): Promise<MockOpenAi> {
  const port = await freePort()
  const child = spawn(process.execPath, ['bench/mock-openai.mjs'], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    stats: async () => (await fetch(`http://127.0.0.1:${port}/__stats`)).json(),
    stop: () => child.kill(),
  }
}
