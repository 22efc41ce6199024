import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { manifests } from '@/lib/nodes/manifests.gen'
import { HELP_TOPICS, helpTopic } from './help-topics'

const isPage = (page: string) => existsSync(`docs/${page}.md`) || existsSync(`docs/${page}/README.md`)

test.each([
  ['/apps', '', 'get-started/first-app'],
  ['/apps/01970000-0000-7000-8000-000000000001', '', 'guides/use-the-canvas'],
  ['/apps/01970000-0000-7000-8000-000000000001/releases', 'history', 'guides/release-a-version'],
  ['/knowledge', '', 'guides/add-documents'],
  ['/knowledge/01970000-0000-7000-8000-000000000001', 'lab', 'guides/measure-your-search'],
  ['/models/catalog/openai/gpt', '', 'guides/check-a-model'],
  ['/help/guides/add-documents', '', ''],
])('%s with the tab “%s” is explained by “%s”', (pathname, tab, page) => {
  expect(helpTopic(pathname, tab)).toBe(page)
})

test('every page that a screen or a node links to exists', () => {
  const linked = globSync('{components,app}/**/*.tsx').flatMap((file) => {
    const source = readFileSync(file, 'utf8')
    const pages = [...source.matchAll(/(?:\bhelpPage="|'\/help\/)([\w/-]+)["']/g)].map(([, page = '']) => page)
    return pages.map((page) => ({ file, page }))
  })
  expect(linked.length).toBeGreaterThan(10)
  expect(linked.filter(({ page }) => !isPage(page))).toEqual([])
  expect(HELP_TOPICS.filter((page) => !isPage(page))).toEqual([])
  expect(Object.keys(manifests).filter((type) => !isPage(`nodes/${type}`))).toEqual([])
})
