import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parseAppFile } from '@/lib/graph/app-file/parse-app-file'
import { printAppFile } from '@/lib/graph/app-file/print-app-file'
import { compile } from '@/lib/graph/compile'
import { manifestOf } from '@/lib/nodes/manifests.gen'

const ROOT = path.join(import.meta.dirname, '../..')
const FRONT = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'bench/README.md']
const SOURCES = ['app', 'bench', 'components', 'e2e', 'lib', 'scripts']

const readRootFile = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const isThere = (file: string) => existsSync(path.join(ROOT, file))

/** Files below a folder, as paths from the root. */
function filesBelow(folder: string, isWanted: (file: string) => boolean): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) return []
    if (entry.isDirectory()) return filesBelow(file, isWanted)
    return isWanted(file) ? [file] : []
  })
}

const pages = [...FRONT, ...filesBelow('docs', (file) => file.endsWith('.md'))]
const textOf = new Map(pages.map((page) => [page, readRootFile(page).replaceAll(/```[\s\S]*?```/g, '')]))

interface Link {
  page: string
  target: string
  anchor: string
}

/** Relative links and pictures of a page. */
function linksOf(page: string): Link[] {
  const text = textOf.get(page) ?? ''
  const found = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
  return found
    .filter((link) => !/^[a-z]+:|^…/i.test(link))
    .map((link) => {
      const [file = '', anchor = ''] = link.split('#')
      return { page, target: file === '' ? page : path.posix.join(path.posix.dirname(page), file), anchor }
    })
}

const links = pages.flatMap(linksOf)

test('relative links lead to files', () => {
  expect(links.filter(({ target }) => !isThere(target))).toEqual([])
})

/** As GitHub makes them. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')

test('anchors name a heading of their page', () => {
  const anchorsOf = (page: string) =>
    new Set([...(textOf.get(page) ?? '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)))
  const missing = links.filter(({ target, anchor }) => anchor !== '' && !anchorsOf(target).has(anchor))
  expect(missing).toEqual([])
})

test('every page of docs can be reached from the index', () => {
  const reached = new Set(['docs/README.md'])
  for (const page of reached) {
    for (const { target } of links.filter((link) => link.page === page)) {
      const file = isThere(target) && statSync(path.join(ROOT, target)).isDirectory() ? `${target}/README.md` : target
      if (textOf.has(file)) reached.add(file)
    }
  }
  expect(pages.filter((page) => page.startsWith('docs/') && !reached.has(page))).toEqual([])
})

/** Below a folder of docs; names such as `docs/a.md` are also used for files in tests. */
const PAGE = /(?<![\w./-])docs\/(?:concepts|contribute|get-started|guides|nodes|operate|reference)\/[\w/-]+\.md/g

test('code and tests name pages that exist', () => {
  const files = SOURCES.flatMap((folder) => filesBelow(folder, (file) => /\.(?:tsx?|mjs|cjs|json|ya?ml)$/.test(file)))
  const missing = files.flatMap((file) =>
    [...readRootFile(file).matchAll(PAGE)].flatMap(([page]) => (isThere(page) ? [] : [`${file}: ${page}`])),
  )
  expect(missing).toEqual([])
})

test('paths of code in the pages exist', () => {
  const missing = pages
    .filter((page) => page !== 'CHANGELOG.md')
    .flatMap((page) =>
      [...(textOf.get(page) ?? '').matchAll(/`((?:lib|components|scripts|e2e|bench)\/[\w./-]+)`/g)].flatMap(
        ([, file = '']) => (isThere(file) ? [] : [`${page}: ${file}`]),
      ),
    )
  expect(missing).toEqual([])
})

test('imports in the examples of pages exist', () => {
  const missing = pages.flatMap((page) =>
    [...readRootFile(page).matchAll(/from '@\/(lib\/[\w./-]+)'/g)].flatMap(([, file = '']) =>
      isThere(`${file}.ts`) ? [] : [`${page}: ${file}`],
    ),
  )
  expect(missing).toEqual([])
})

const examples = filesBelow('docs/nodes/examples', (file) => file.endsWith('.patchbay.json'))

test.each(examples)('%s compiles, and is written as the studio exports it', (file) => {
  const app = parseAppFile(readRootFile(file))
  const compiled = compile({ graph: app.graph, manifests: manifestOf })
  // A placeholder is there to be replaced.
  const issues = compiled.ok ? [] : compiled.issues.filter(({ code }) => code !== 'PLACEHOLDER')
  expect(issues).toEqual([])
  expect(printAppFile(app, manifestOf)).toBe(readRootFile(file))
})
