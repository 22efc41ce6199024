import 'server-only'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/**
 * Two processes on one embedded database silently corrupt it, so the folder is locked. On Linux by an abstract socket,
 * which the kernel frees however the process dies; elsewhere by a file with the process id.
 * @throws AppError CONFLICT when another process has the lock
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const realPath = realpathSync(folder)
  return process.platform === 'linux' ? lockBySocket(realPath) : lockByFile(realPath)
}

const inUse = (folder: string) => new AppError('CONFLICT', problem('database.folderInUse', { folder }))

function lockBySocket(folder: string): Promise<() => void> {
  const name = `\0patchbay-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.unref()
    server.once('error', () => reject(inUse(folder)))
    server.listen(name, () => resolve(() => server.close()))
  })
}

function lockByFile(folder: string): () => void {
  const file = path.join(folder, 'patchbay.pid')
  if (existsSync(file) && isAlive(Number(readFileSync(file, 'utf8')))) throw inUse(folder)
  rmSync(file, { force: true })
  writeFileSync(file, String(process.pid), { flag: 'wx' })
  return () => rmSync(file, { force: true })
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
