import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface Studio {
  url: string
  /** Output of the server: the sign-in link on the first start. */
  firstLine: string
}

export interface StudioServer extends Studio {
  port: number
  dataDir: string
  pid: number
  /** kill -9, like a crash. */
  kill(): Promise<void>
  /** SIGTERM. Its folder is kept. */
  end(): Promise<void>
  /** Stops it and deletes its folder. */
  stop(): Promise<void>
}

export interface StartOptions {
  dataDir?: string
  port?: number
  env?: Record<string, string>
  /** Command prefix, such as a tracer. */
  wrapper?: readonly string[]
  nodeArguments?: readonly string[]
}

/** A data folder with a database, created by `prepare-folder.ts`. */
export const PREPARED_FOLDER = 'PATCHBAY_E2E_PREPARED_FOLDER'

export const emptyFolder = () => mkdtempSync(path.join(tmpdir(), 'patchbay-e2e-'))

/** Creating a database takes seconds of both cores; copying one does not. */
function folderWithDatabase(): string {
  const folder = emptyFolder()
  const prepared = process.env[PREPARED_FOLDER]
  if (prepared) cpSync(prepared, folder, { recursive: true })
  return folder
}

/** The production build with its own port and data folder. */
export async function startStudio({
  dataDir = folderWithDatabase(),
  port,
  env = {},
  wrapper = [],
  nodeArguments = [],
}: StartOptions = {}): Promise<StudioServer> {
  const actualPort = port ?? (await freePort())
  const node = ['node_modules/.bin/node', ...nodeArguments, '--enable-source-maps', 'dist/server.mjs']
  const [command = '', ...rest] = [...wrapper, ...node]
  const child = spawn(command, rest, {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      NODE_ENV: 'production',
      PORT: String(actualPort),
      PATCHBAY_DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const firstLine = await readLine(child)
  const end = (signal: NodeJS.Signals) => async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await exited
  }
  return {
    url: `http://localhost:${actualPort}`,
    port: actualPort,
    dataDir,
    pid: child.pid ?? 0,
    firstLine,
    kill: end('SIGKILL'),
    end: end('SIGTERM'),
    stop: async () => {
      await end('SIGTERM')()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function readLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString()
      const line = text.split('\n').find((candidate) => candidate.startsWith('Patchbay is ready'))
      if (line) resolve(line)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${text}`)))
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
