// Whether the sources have changed since the last build: none is newer than its start, none was added or removed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const STAMP = 'dist/built.txt'
const SOURCES = [
  'app',
  'components',
  'docs',
  'lib',
  'public',
  'server.ts',
  'scripts',
  'next.config.js',
  'postcss.config.mjs',
  'package-lock.json',
  'tsconfig.json',
]

export function isBuilt(root) {
  const stamp = path.join(root, STAMP)
  if (!existsSync(stamp) || !existsSync(path.join(root, '.next/BUILD_ID'))) return false
  const { names, newestMs } = lookAt(root)
  return readFileSync(stamp, 'utf8') === names && newestMs <= statSync(stamp).mtimeMs
}

/**
 * Edits during a build may not be included, so the state from before counts.
 * @returns a function to call after the build
 */
export function beginBuild(root) {
  const beganAt = new Date()
  const { names } = lookAt(root)
  return () => {
    const stamp = path.join(root, STAMP)
    mkdirSync(path.dirname(stamp), { recursive: true })
    writeFileSync(stamp, names)
    utimesSync(stamp, beganAt, beganAt)
  }
}

function lookAt(root) {
  const hash = createHash('sha256')
  let newestMs = 0
  const walk = (name) => {
    const info = statSync(path.join(root, name), { throwIfNoEntry: false })
    if (!info || /\.test\.tsx?$/.test(name)) return
    if (info.isDirectory()) for (const child of readdirSync(path.join(root, name)).sort()) walk(`${name}/${child}`)
    else {
      hash.update(`${name}\n`)
      newestMs = Math.max(newestMs, info.mtimeMs)
    }
  }
  for (const source of SOURCES) walk(source)
  return { names: `${hash.digest('hex')}\n`, newestMs }
}
