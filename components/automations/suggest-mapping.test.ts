import { expect, test } from 'vitest'
import type { PublicInputField } from '@/lib/contracts/public'
import { pluginCatalog } from '@/lib/plugins/catalog.gen'
import { inputFieldsOf } from '@/lib/services/apps/input-fields'
import { templates } from '@/lib/templates/templates'
import { suggestMapping } from './suggest-mapping'

const field = (name: string): PublicInputField => ({ name, label: name, type: 'text', required: true, options: [] })

test('maps values to inputs of the same name', () => {
  expect(suggestMapping([field('title'), field('team')], { title: 'Hi', body: '' })).toEqual({
    kind: 'fields',
    fields: [{ input: 'title', path: 'title' }],
  })
})

test('maps the whole event if no input has the name of a value', () => {
  expect(suggestMapping([field('message')], { title: 'Hi' })).toEqual({ kind: 'whole', input: 'message' })
})

const proposed = templates.flatMap(({ id, event, graph }) => (event ? [[id, event, graph] as const] : []))

test.each(proposed)('the inputs of %s fit its event', (_, event, graph) => {
  const plugin = pluginCatalog.find(({ id }) => id === event.plugin)
  const trigger = plugin?.triggers.find(({ id }) => id === event.id)
  const mapping = suggestMapping(inputFieldsOf(graph), trigger?.sample ?? {})
  const mapped = mapping.kind === 'fields' ? mapping.fields.map(({ input }) => input) : []
  const open = inputFieldsOf(graph).filter(({ name, required }) => required && !mapped.includes(name))
  expect(open.map(({ name }) => name).filter((name) => name !== 'spreadsheet')).toEqual([])
})
