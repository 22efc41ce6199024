// Writes the pages of docs/ for the studio's help: dist/help has an index, a file per page, a search index and
// pictures.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import MiniSearch from 'minisearch'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Folders of docs in the order of the navigation. Longer names first where one contains another. */
const SECTIONS = [
  'get-started',
  'concepts',
  'guides',
  'nodes',
  'reference/http-api',
  'reference',
  'operate',
  'contribute/how-to',
  'contribute/decisions',
  'contribute',
]
const ORDER = [
  ...['get-started', 'concepts', 'guides', 'nodes', 'reference', 'reference/http-api'],
  ...['operate', 'contribute', 'contribute/how-to', 'contribute/decisions'],
]
/** As in components/help/help-search.ts, which reads the index. */
export const SEARCH_FIELDS = {
  fields: ['title', 'heading', 'text'],
  storeFields: ['title', 'heading', 'path', 'anchor', 'excerpt'],
}
const EXCERPT = 180

/** @returns the pages of docs, without its index */
export function readPages(docs = path.join(root, 'docs')) {
  const files = readdirSync(docs, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
  return files.map((file) => parsePage(file, readFileSync(path.join(docs, file), 'utf8')))
}

/** @param file below docs, such as `guides/add-documents.md` */
export function parsePage(file, source) {
  const text = source.replaceAll('\r\n', '\n').replaceAll(/<!--[\s\S]*?-->\n*/g, '')
  const [, title = file] = /^# (.+)$/m.exec(text) ?? []
  const body = text.replace(/^# .+\n+/, '')
  return { path: pathOf(file), title: plain(title), text: body, parts: partsOf(body) }
}

/** `nodes/README.md` is the page `nodes`. */
const pathOf = (file) => file.replace(/(?:\/README)?\.md$/, '')

/** The headings of a page, each with the text below it; the first part is the text before any heading. */
function partsOf(text) {
  const parts = [{ line: 0, level: 1, heading: '', id: '', text: '' }]
  const used = new Map()
  let inCode = false
  text.split('\n').forEach((line, index) => {
    if (/^\s*```/.test(line)) inCode = !inCode
    const [, marks, heading] = (!inCode && /^(#{2,4}) (.+)$/.exec(line)) || []
    if (marks === undefined) {
      parts.at(-1).text += `${line}\n`
      return
    }
    const slug = slugOf(heading)
    const count = used.get(slug) ?? 0
    used.set(slug, count + 1)
    const id = count === 0 ? slug : `${slug}-${count}`
    parts.push({ line: index + 1, level: marks.length, heading: plain(heading), id, text: '' })
  })
  return parts
}

/** Anchors of headings as GitHub makes them, so that links work there and here. */
export function slugOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
}

/** Markdown without its marks. */
function plain(markdown) {
  return markdown
    .replaceAll(/^\s*```.*$/gm, ' ')
    .replaceAll(/^\s*\|?[\s:|-]+\|[\s:|-]*$/gm, ' ')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*|#]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** The beginning of a page: of its sentences if there are any, otherwise of its tables and code. */
function excerptOf(markdown) {
  const sentences = plain(markdown.replaceAll(/^\s*```[\s\S]*?^\s*```/gm, ' ').replaceAll(/^\s*\|.*$/gm, ' '))
  const text = sentences === '' ? plain(markdown) : sentences
  return text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT).replace(/\s\S*$/, '')}…`
}

/** Sections with their pages: those that the index of docs names first, in its order, then the others by title. */
export function navigationOf(pages, index) {
  // The index of a folder orders its pages.
  const named = [index, ...pages.filter(({ path: at }) => SECTIONS.includes(at))].flatMap((source) => {
    const [text, folder] = typeof source === 'string' ? [source, ''] : [source.text, `${source.path}/`]
    return [...text.matchAll(/\]\(([\w/-]+\.md)/g)].map(([, file]) => pathOf(`${folder}${file}`))
  })
  const rank = (page) => (named.includes(page.path) ? named.indexOf(page.path) : named.length)
  const groups = groupsOf(index)
  return ORDER.map((id) => ({
    id,
    pages: pages
      .filter((page) => sectionOf(page) === id)
      .sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title, 'en'))
      .map(({ path: at, title, parts }) => {
        const group = groups.get(at)
        return { path: at, title, summary: firstSentence(parts), ...(group === undefined ? {} : { group }) }
      }),
  })).filter((section) => section.pages.length > 0)
}

/** A folder's own page belongs to it. */
const sectionOf = ({ path: at }) => SECTIONS.find((id) => at === id || at.startsWith(`${id}/`)) ?? 'reference'

/** The first cell of the row in which the index names a page. */
function groupsOf(index) {
  const groups = new Map()
  for (const [, label, cells] of index.matchAll(/^\| ([^|]+) \| (.*\]\(.*) \|$/gm))
    for (const [, file] of cells.matchAll(/\]\(([\w/-]+\.md)/g)) groups.set(pathOf(file), label.trim())
  return groups
}

function firstSentence(parts) {
  const text =
    plain(parts[0].text) ||
    plain(
      parts
        .slice(0, 3)
        .map((part) => part.text)
        .join(' '),
    )
  const [first = ''] = /^.{20,}?[.:](?=\s|$)/.exec(text) ?? [text.slice(0, EXCERPT)]
  return first.replace(/:$/, '.').slice(0, EXCERPT)
}

/** A full-text index with an entry per heading. */
export function searchIndexOf(pages) {
  const search = new MiniSearch(SEARCH_FIELDS)
  for (const { path: at, title, parts } of pages)
    parts.forEach(({ id, heading, text }, index) => {
      const words = plain(text)
      if (words === '' && index > 0 && heading === '') return
      search.add({
        id: `${at}#${id}`,
        path: at,
        anchor: id,
        title,
        heading,
        text: words,
        excerpt: excerptOf(text),
      })
    })
  return search.toJSON()
}

/** Pictures and examples that a page links to, as paths below docs. */
function filesOf({ path: at, text }, docs) {
  const folder = existsSync(path.join(docs, `${at}.md`)) ? path.posix.dirname(at) : at
  return [...text.matchAll(/\]\(([^)\s]+\.(?:svg|png|json))\)/g)]
    .map(([, target]) => path.posix.join(folder, target))
    .flatMap((file) => [file, file.replace('-light.png', '-dark.png')])
    .filter((file) => existsSync(path.join(docs, file)))
}

export function buildHelp(docs = path.join(root, 'docs'), outdir = path.join(root, 'dist/help')) {
  const pages = readPages(docs)
  rmSync(outdir, { recursive: true, force: true })
  const write = (name, value) => {
    const file = path.join(outdir, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(value))
  }
  write('index.json', { sections: navigationOf(pages, readFileSync(path.join(docs, 'README.md'), 'utf8')) })
  write('search.json', searchIndexOf(pages))
  for (const page of pages) {
    const folder = existsSync(path.join(docs, `${page.path}.md`)) ? path.posix.dirname(page.path) : page.path
    const headings = page.parts.slice(1).map(({ line, level, heading, id }) => ({ line, level, text: heading, id }))
    write(`pages/${page.path}.json`, { title: page.title, folder, text: page.text, headings })
  }
  for (const file of new Set(pages.flatMap((page) => filesOf(page, docs))))
    cpSync(path.join(docs, file), path.join(outdir, 'files', file))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildHelp()
