import 'server-only'
import { execFile } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { promisify } from 'node:util'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { env } from '@/lib/platform/env'
import { singleton } from '@/lib/platform/singleton'

const run = promisify(execFile)
/** From this version on, the permission model also denies network access. */
const DENIES_NETWORK = 25
const UNSHARE = '/usr/bin/unshare'

/**
 * Starts Node so that a script reads only the given folders, writes nothing, starts no processes and opens no
 * connections. @throws UNAVAILABLE where the system offers no way to deny network access
 */
export async function isolatedNode(script: string, args: readonly string[], folders: readonly string[]) {
  const node = env().operatorNode ?? process.execPath
  const readable = new Set([script, ...folders].flatMap((name) => [name, realpathSync(name)]))
  const flags = [
    '--permission',
    ...[...readable].map((name) => `--allow-fs-read=${name}`),
    '--max-old-space-size=256',
    script,
    ...args,
  ]
  if ((await majorVersion(node)) >= DENIES_NETWORK) return { command: node, args: flags }
  if (await canUnshareNetwork()) return { command: UNSHARE, args: ['--user', '--net', '--', node, ...flags] }
  throw new AppError('UNAVAILABLE', problem('mcp.notIsolated'))
}

/** Whether this system allows a process without a network. */
export const canUnshareNetwork = (): Promise<boolean> =>
  singleton('unshare-network', async () => {
    if (!existsSync(UNSHARE)) return false
    return run(UNSHARE, ['--user', '--net', '--', process.execPath, '--version']).then(
      () => true,
      () => false,
    )
  })

async function majorVersion(node: string): Promise<number> {
  if (node === process.execPath) return Number.parseInt(process.versions.node, 10)
  try {
    return Number.parseInt((await run(node, ['--version'])).stdout.slice(1), 10)
  } catch (cause) {
    throw new AppError('UNAVAILABLE', problem('mcp.nodeMissing', { path: node }), { cause })
  }
}
