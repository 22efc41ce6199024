import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

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
    ...{ origin, url: `${origin}/mcp` },
    stop: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
