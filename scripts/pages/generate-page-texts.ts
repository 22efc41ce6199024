/**
 * Writes lib/client/messages/pages: the texts that the list pages and the editor render first. Their keys occur in the code
 * that the page imports statically or with `makeFirstPart`; `makePart` loads the complete catalog with all other code.
 * `--check` writes nothing and fails when a file is stale.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build, type Plugin } from 'esbuild'
import { en } from '@/lib/client/messages/en/en'

const FOLDER = 'lib/client/messages/pages'
const LISTS = [
  'apps',
  'automations',
  'data',
  'evaluations',
  'inbox',
  'integrations',
  'knowledge',
  'models/catalog',
  'runs',
  'usage',
]

interface PageSource {
  address: string
  slug: string
  file: string
  /** Texts of manifests are in the manifests in English, with their arguments; the complete catalog translates them. */
  hasManifests: boolean
  languages: readonly string[]
}

/** The other pages load the complete catalog. */
const PAGES: readonly PageSource[] = [
  ...LISTS.map((page) => ({
    address: `/${page}`,
    slug: page.replaceAll('/', '-'),
    file: `app/(studio)/${page}/page.tsx`,
    hasManifests: false,
    languages: ['en', 'zh-CN'],
  })),
  {
    address: '/apps/[appId]',
    slug: 'editor',
    file: 'app/apps/[appId]/page.tsx',
    hasManifests: true,
    languages: ['en'],
  },
]
const isCheck = process.argv.includes('--check')
const root = process.cwd()
const areas: Readonly<Record<string, Readonly<Record<string, string>>>> = en

const packagesAreExternal: Plugin = {
  name: 'packages-are-external',
  setup({ onResolve }) {
    onResolve({ filter: /^(@[a-z]|[a-z])/ }, ({ kind, path: name }) =>
      kind === 'entry-point' ? undefined : { path: name, external: true },
    )
    // Written below, and without keys.
    onResolve({ filter: /\.css$|pages\.gen$/ }, ({ path: name }) => ({ path: name, external: true }))
  },
}

/** The files of a page and its layouts, without those that are loaded on demand. */
async function filesOf({ file: page }: PageSource): Promise<string[]> {
  const entries = ['app/layout.tsx', page]
  if (page.startsWith('app/(studio)')) entries.push('app/(studio)/layout.tsx')
  if (page.includes('/models/')) entries.push('app/(studio)/models/layout.tsx')
  if (page.includes('/integrations/')) entries.push('app/(studio)/integrations/layout.tsx')
  const contents = entries.map((entry) => `import '@/${entry}'`).join('\n')
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    splitting: true,
    outdir: path.join(root, 'dist/unused'),
    jsx: 'automatic',
    logLevel: 'error',
    tsconfig: path.join(root, 'tsconfig.json'),
    plugins: [packagesAreExternal],
  })
  const found = new Set<string>()
  const visit = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    const hasParts = file !== '<stdin>' && readFileSync(file, 'utf8').includes('makePart')
    for (const { path: next, kind, external } of metafile.inputs[file]?.imports ?? [])
      if (!external && (kind === 'import-statement' || !hasParts)) visit(next)
  }
  visit('<stdin>')
  return [...found].filter((file) => file !== '<stdin>' && !file.startsWith('lib/client/messages/'))
}

/** The keys in the files by area. The names of contracts look alike, so a key must exist. */
function keysIn(files: readonly string[]): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>()
  for (const file of files) {
    // Titles of pages are written by the server.
    if (file.startsWith('lib/contracts/') || file.endsWith('/page.tsx')) continue
    for (const [, area = '', name = '', end] of readFileSync(file, 'utf8').matchAll(/['"`](\w+)\.([\w-]*)(\$\{)?/g)) {
      const names = Object.hasOwn(areas, area) ? Object.keys(areas[area] ?? {}) : []
      const found = names.filter((candidate) => (end ? candidate.startsWith(name) : candidate === name))
      if (found.length > 0) used.set(area, new Set([...(used.get(area) ?? []), ...found]))
    }
  }
  return used
}

/** `moveIn` is in `move-in.ts`. */
const fileOf = (area: string) =>
  area === 'exportCode' ? 'export' : area.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Turbopack reduces the file to the selected texts: scripts/build/compile-messages.cjs. */
function textsOf(used: readonly [area: string, keys: ReadonlySet<string>][], language: string): string {
  return [
    HEADER,
    "import { pickTexts } from '../../pick-texts'",
    ...used.map(([area]) => `import { ${area} as ${area}Texts } from '../../${language}/${fileOf(area)}'`),
    '',
    ...used.map(([area, keys]) => {
      const names = [...keys].toSorted().map((key) => `  '${key}',`)
      return `export const ${area} = pickTexts(${area}Texts, [\n${names.join('\n')}\n])`
    }),
    '',
  ].join('\n')
}

const HEADER = '// Generated by scripts/pages/generate-page-texts.ts. Do not edit: run `npm run gen`.'
const wanted = new Map<string, string>()
const faults: string[] = []
for (const page of PAGES) {
  const files = await filesOf(page)
  // Manifests and problems are translated by the complete catalog only.
  const manifests = files.find((file) => readFileSync(file, 'utf8').includes('localize-manifest'))
  if (manifests && !page.hasManifests)
    faults.push(`${page.address} renders texts of manifests in ${manifests}: load it with makePart.`)
  const used = [...keysIn(files)].toSorted(([one], [other]) => (one < other ? -1 : 1))
  for (const language of page.languages) wanted.set(`${language}/${page.slug}.gen.ts`, textsOf(used, language))
}
wanted.set(
  'pages.gen.ts',
  [
    HEADER,
    "import type { StudioLocale } from '@/lib/core/locales/studio-locale'",
    "import type { Areas } from '../texts'",
    '',
    'interface PageTexts {',
    '  /** Whether it renders texts of manifests, which are not compiled. */',
    '  hasManifests: boolean',
    '  texts: Readonly<Partial<Record<StudioLocale, () => Promise<Areas>>>>',
    '}',
    '',
    '/** The texts of a page by its path and language. */',
    'export const PAGE_TEXTS: Readonly<Record<string, PageTexts>> = {',
    ...PAGES.flatMap(({ address, hasManifests, languages, slug }) => [
      `  '${address}': {`,
      `    hasManifests: ${hasManifests},`,
      '    texts: {',
      ...languages.map((language) => `      '${language}': () => import('./${language}/${slug}.gen'),`),
      '    },',
      '  },',
    ]),
    '}',
    '',
  ].join('\n'),
)

if (!isCheck) rmSync(FOLDER, { recursive: true, force: true })
for (const [name, text] of wanted) {
  const file = path.join(FOLDER, name)
  if (isCheck) {
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) faults.push(`${file} is stale: run \`npm run gen\`.`)
  } else {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
