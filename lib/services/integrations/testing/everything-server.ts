import { spawn } from 'node:child_process'
import path from 'node:path'
import { freePort } from './free-port'

const ENTRY = 'node_modules/@modelcontextprotocol/server-everything/dist/index.js'

export interface EverythingServer {
  origin: string
  url: string
  stop(): Promise<void>
}

/** The reference server of the protocol, as its own process. */
export async function startEverythingServer(): Promise<EverythingServer> {
  const port = await freePort()
  const child = spawn(process.execPath, [path.resolve(ENTRY), 'streamableHttp'], {
    env: { NODE_ENV: 'test', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  await new Promise<void>((ready, fail) => {
    child.stderr.on('data', (chunk: Buffer) => chunk.toString().includes('listening') && ready())
    void exited.then(() => fail(new Error('The server did not start.')))
  })
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    url: `${origin}/mcp`,
    stop: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
