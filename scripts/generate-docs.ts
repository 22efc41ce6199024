/**
 * Writes the documentation pages that follow from code and data: docs/nodes, docs/reference/http-api,
 * docs/reference/configuration.md, docs/reference/errors.md, docs/reference/integrations.md and
 * docs/contribute/benchmarks.md. `--check` writes nothing and fails when a page is stale.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { benchmarksPage } from './docs/benchmarks-page'
import { configurationPage } from './docs/configuration-page'
import { errorsPage } from './docs/errors-page'
import { httpApiPages } from './docs/http-api-pages'
import { integrationsPage } from './docs/integrations-page'
import { nodePages } from './docs/node-pages'

const root = process.cwd()
const pages: Record<string, string> = {
  ...nodePages(root),
  ...httpApiPages(),
  'docs/reference/configuration.md': configurationPage(),
  'docs/reference/errors.md': errorsPage(),
  'docs/reference/integrations.md': integrationsPage(),
  'docs/contribute/benchmarks.md': benchmarksPage(root),
}

const readIfExists = (file: string) =>
  existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : null
const stale = Object.entries(pages).filter(([file, text]) => readIfExists(file) !== text)
const superfluous = ['docs/nodes', 'docs/reference/http-api']
  .filter((folder) => existsSync(path.join(root, folder)))
  .flatMap((folder) => readdirSync(path.join(root, folder)).map((file) => `${folder}/${file}`))
  .filter((file) => file.endsWith('.md'))
  .filter((file) => pages[file] === undefined)

if (process.argv.includes('--check')) {
  for (const file of [...stale.map(([name]) => name), ...superfluous])
    console.error(`${file} is stale: run \`npm run gen\`.`)
  process.exitCode = stale.length + superfluous.length > 0 ? 1 : 0
} else {
  for (const [file, text] of stale) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  for (const file of superfluous) rmSync(path.join(root, file))
}
