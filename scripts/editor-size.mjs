// Initial JavaScript of the editor page. After a build: node scripts/editor-size.mjs [--parts | --accept]
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { root } from './node24.mjs'

const ACCEPTED = path.join(root, 'scripts/editor-size.json')
const PAGE = 'apps/[appId]/page'
/** The absolute limit, whatever was accepted. */
const LIMIT_BYTES = 350_000
/** Below the limit, growth needs to be accepted. */
const GROWTH = 1.05

/** The files in the page's HTML as sent. @returns name and gzipped bytes, largest first */
export function editorParts(build = path.join(root, '.next')) {
  const manifest = readFileSync(path.join(build, `server/app/${PAGE}_client-reference-manifest.js`), 'utf8')
  const json = manifest.slice(manifest.indexOf('= {', manifest.indexOf(PAGE)) + 2).replace(/;\s*$/, '')
  const { entryJSFiles } = JSON.parse(json)
  const editorFiles = Object.entries(entryJSFiles).flatMap(([entry, files]) =>
    entry.endsWith('/app/layout') || entry.endsWith(`/app/${PAGE}`) ? files : [],
  )
  const { rootMainFiles } = JSON.parse(readFileSync(path.join(build, 'build-manifest.json'), 'utf8'))
  return [...new Set([...rootMainFiles, ...editorFiles])]
    .map((name) => ({ name, bytes: gzipSync(readFileSync(path.join(build, name)), { level: 9 }).byteLength }))
    .toSorted((a, b) => b.bytes - a.bytes)
}

/** @returns the problem with instructions; null if there is none */
export function judgeSize(bytes, accepted) {
  const kB = (count) => `${(count / 1_000).toFixed(1)} kB`
  const how =
    'Inspect it with “node scripts/editor-size.mjs --parts”, and load code lazily as in components/canvas/lazy/parts.ts.'
  if (bytes > LIMIT_BYTES)
    return `The editor's page needs ${kB(bytes)} of JavaScript (gzipped); ${kB(LIMIT_BYTES)} is the limit. ${how}`
  if (bytes > accepted * GROWTH)
    return `The editor's page needs ${kB(bytes)} of JavaScript (gzipped), more than 5 % above the accepted ${kB(accepted)}. ${how} To accept it, run “node scripts/editor-size.mjs --accept” and commit scripts/editor-size.json.`
  return null
}

/** @throws when the page has become too large */
export function checkEditorSize() {
  const bytes = editorParts().reduce((sum, part) => sum + part.bytes, 0)
  const problem = judgeSize(bytes, JSON.parse(readFileSync(ACCEPTED, 'utf8')).gzipBytes)
  if (problem) throw new Error(problem)
  return bytes
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const parts = editorParts()
  const gzipBytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  if (process.argv.includes('--parts')) console.table(parts)
  if (process.argv.includes('--accept') && gzipBytes <= LIMIT_BYTES)
    writeFileSync(ACCEPTED, `${JSON.stringify({ gzipBytes }, null, 2)}\n`)
  console.log(
    `The editor's page needs ${(gzipBytes / 1_000).toFixed(1)} kB of JavaScript at first (gzipped); the limit is ${LIMIT_BYTES / 1_000} kB.`,
  )
  const problem = judgeSize(gzipBytes, JSON.parse(readFileSync(ACCEPTED, 'utf8')).gzipBytes)
  if (problem) {
    console.error(problem)
    process.exitCode = 1
  }
}
