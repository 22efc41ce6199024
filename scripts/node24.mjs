// Built-ins only, compatible with Node 20: this runs before anything is installed.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)))

/**
 * The Node that runs everything but the bootstrap: the pinned one from npm, otherwise a sufficiently new system one.
 */
export function modernNode() {
  const pinned = path.join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (existsSync(pinned)) return pinned
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 12)) return process.execPath
  console.error(
    `Patchbay needs Node 22.12 or newer on this system; this is ${process.versions.node}. Install Node 24 from https://nodejs.org and start again.`,
  )
  process.exit(1)
}
