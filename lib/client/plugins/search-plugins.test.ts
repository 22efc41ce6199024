import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pluginCatalog } from '@/lib/plugins/catalog.gen'
import { pluginTexts } from '@/lib/plugins/zh-CN.gen'
import { localizePlugin } from './load-plugin-catalog'
import { indexPlugins, searchPlugins } from './search-plugins'

const english = indexPlugins(pluginCatalog)
const chinese = indexPlugins(pluginCatalog.map((plugin) => localizePlugin(plugin, pluginTexts[plugin.id] ?? {})))
const labels = (query: string, index = english) => searchPlugins(index, query).map(({ plugin }) => plugin.label)

test.each([
  ['slack', ['Slack']],
  ['slak', ['Slack']],
  ['slcak', ['Slack']],
  ['slackk', ['Slack']],
  ['github', ['GitHub']],
  ['githb', ['GitHub']],
  ['sql', ['PostgreSQL', 'MySQL']],
  ['discord', ['Discord']],
  ['redis', ['Redis']],
])('“%s” finds %j first, in both languages', (query, expected) => {
  expect(labels(query).slice(0, expected.length)).toEqual(expected)
  expect(labels(query, chinese).slice(0, expected.length)).toEqual(expected)
})

test.each([
  ['sheet', ['Google Sheets']],
  ['表格', ['Google Sheets']],
  ['google', ['Google Sheets', 'Google Drive', 'Google Calendar', 'Gmail']],
  ['email', ['Email', 'Gmail']],
  ['mysql', ['MySQL']],
  ['database', ['PostgreSQL', 'MySQL']],
  ['lark', ['Feishu / Lark']],
  ['钉钉', ['DingTalk']],
])('“%s” finds %j among the results, in both languages', (query, expected) => {
  for (const index of [english, chinese]) {
    const ids = searchPlugins(index, query).map(({ plugin }) => plugin.id)
    const expectedIds = pluginCatalog.filter(({ label }) => expected.includes(label)).map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(expectedIds))
  }
})

test('an action is found by its service and its own words', () => {
  const [found] = searchPlugins(english, 'slack post')
  expect(found?.actions.map(({ id }) => id)).toEqual(['post-message'])
  expect(searchPlugins(chinese, '发布消息')[0]?.actions[0]?.id).toBe('post-message')
  expect(searchPlugins(chinese, 'post message')[0]?.actions[0]?.id).toBe('post-message')
})

test('requires an exact match for three letters', () => {
  expect(labels('sla')).toContain('Slack')
  expect(labels('slc')).not.toContain('Slack')
})

test('an empty query lists everything, an unknown word nothing', () => {
  expect(labels('  ')).toHaveLength(pluginCatalog.length)
  expect(labels('zzzzqqq')).toEqual([])
})

test('every service is found by its label with one letter changed, removed or doubled', () => {
  const subject = fc.constantFrom(...pluginCatalog.filter(({ label }) => /^\w{5,}$/.test(label)))
  fc.assert(
    fc.property(subject, fc.nat(), fc.constantFrom('change', 'remove', 'double'), ({ label }, index, how) => {
      const position = index % label.length
      const middle = { change: 'x', remove: '', double: `${label[position]}${label[position]}` }[how]
      expect(labels(label.slice(0, position) + middle + label.slice(position + 1))).toContain(label)
    }),
  )
})
