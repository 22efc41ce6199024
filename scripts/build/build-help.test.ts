import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import MiniSearch from 'minisearch'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { buildHelp, navigationOf, parsePage, readPages, SEARCH_FIELDS, searchIndexOf } from './build-help.mjs'

const Page = z.object({ title: z.string(), folder: z.string(), text: z.string() })
let folder: string
const readJson = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'help-'))
  buildHelp('docs', folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('reads the title, the headings with their lines, and no comments', () => {
  const page = parsePage(
    'guides/a.md',
    '# A `title`\n\n<!-- Generated -->\n\nText.\n\n## One: `x`\n```md\n## Not one\n```\n## One: x\n',
  )
  expect(page).toMatchObject({ path: 'guides/a', title: 'A title', text: expect.not.stringContaining('Generated') })
  expect(page.parts.slice(1).map(({ line, heading, id }) => [line, heading, id])).toEqual([
    [3, 'One: x', 'one-x'],
    [7, 'One: x', 'one-x-1'],
  ])
})

test('every page of docs is in the navigation once, in the order of the index', () => {
  const pages = readPages('docs')
  const sections = navigationOf(pages, readFileSync('docs/README.md', 'utf8'))
  const listed = sections.flatMap((section) => section.pages.map((page) => page.path))
  expect(listed.toSorted()).toEqual(pages.map((page) => page.path).toSorted())
  expect(sections.map(({ id }) => id).slice(0, 4)).toEqual(['get-started', 'concepts', 'guides', 'nodes'])
  expect(sections[0]?.pages[0]).toMatchObject({ path: 'get-started/install', title: 'Install Patchbay' })
  expect(sections[2]?.pages[0]).toMatchObject({ path: 'guides/start-from-a-template', group: 'Edit' })
})

test('every relative picture of a page is built, screenshots in both themes', () => {
  for (const { path: at } of readPages('docs')) {
    const page = Page.parse(readJson(`pages/${at}.json`))
    for (const [, target = ''] of page.text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) {
      const file = path.posix.join(folder, 'files', page.folder, target)
      expect(existsSync(file), `${at}: ${target}`).toBe(true)
      if (file.endsWith('-light.png')) expect(existsSync(file.replace('-light.png', '-dark.png')), target).toBe(true)
    }
  }
})

test.each([
  ['webhook signature', 'guides/receive-webhooks'],
  ['group commit', 'contribute/architecture'],
  ['restore a version', 'guides/compare-versions'],
])('the search for “%s” finds %s', (text, expected) => {
  const search = MiniSearch.loadJS(JSON.parse(JSON.stringify(searchIndexOf(readPages('docs')))), SEARCH_FIELDS)
  const found = search.search(text, { prefix: true, fuzzy: 0.15, boost: { title: 4, heading: 3 } })
  expect(found.slice(0, 8).map((hit) => hit.path)).toContain(expected)
})
