// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { asInputName, filterOptions, findOpenReference, type ReferenceOption, rawReference } from './reference-options'
import { caretOffset, drawText, hasRawReference, placeCaret, readText, selectedRange } from './reference-text'

let field: HTMLElement
const look = (path: readonly string[]) => ({ text: path[0]?.toUpperCase() ?? '', tone: 'known' as const })

beforeEach(() => {
  document.body.replaceChildren()
  field = document.createElement('div')
  document.body.append(field)
})

test.each([
  '',
  'plain',
  'Hello {{input-a.message}}!',
  '{{a.b}}',
  '{{a.b}}{{c.d.0.e}}',
  'two\nlines\n',
  '{{a.b}}\n',
  'broken {{ a and {{x',
  '{{{a.b}}}',
])('%j round-trips', (text) => {
  drawText(field, text, look)
  expect(readText(field)).toBe(text)
})

test('a chip shows the label and keeps the id', () => {
  drawText(field, 'Hi {{input-a.message}}', look)
  const chip = field.querySelector('.reference-chip')
  expect([chip?.textContent, chip?.getAttribute('contenteditable')]).toEqual(['INPUT-A', 'false'])
  expect(field.textContent).not.toContain('message')
})

test('markup in labels and texts stays text', () => {
  drawText(field, '<img src=x onerror=alert(1)>{{a.b}}', () => ({ text: '<b>x</b>', tone: 'known' }))
  expect(field.querySelectorAll('img, b')).toHaveLength(0)
})

test.each([0, 3, 16, 19])('the caret can be set at %i and read back', (offset) => {
  drawText(field, 'ab {{node-1.p.x}} cd', look)
  placeCaret(field, offset <= 3 ? offset : offset + 1)
  expect(caretOffset(field)).toBe(offset <= 3 ? offset : offset + 1)
})

test('a selection over a chip is measured in the stored text', () => {
  drawText(field, 'ab{{n.p}}cd', look)
  const range = document.createRange()
  range.setStart(field, 0)
  range.setEnd(field, 2)
  document.getSelection()?.removeAllRanges()
  document.getSelection()?.addRange(range)
  expect(selectedRange(field)).toEqual({ start: 0, end: 9 })
})

test('keeps text typed directly after a final chip', () => {
  drawText(field, 'Hi {{a.b}}', look)
  placeCaret(field, 10)
  const caret = document.getSelection()?.focusNode
  expect(caret?.nodeType).toBe(Node.TEXT_NODE)
  if (caret) caret.nodeValue = `!${caret.nodeValue}`
  expect(readText(field)).toBe('Hi {{a.b}}!')
})

test('detects a reference typed as text', () => {
  field.append('see {{a.b}}')
  expect(hasRawReference(field)).toBe(true)
  drawText(field, readText(field), look)
  expect(hasRawReference(field)).toBe(false)
})

test('the menu opens while a reference is being typed before the caret', () => {
  expect(findOpenReference('Hi {{ret', 8)).toEqual({ start: 3, query: 'ret' })
  expect(findOpenReference('Hi {{a.b}} x', 12)).toBeNull()
  expect(findOpenReference('Hi {{', 5)).toEqual({ start: 3, query: '' })
  expect(findOpenReference('Hi', 2)).toBeNull()
})

test('finds options by words of their label and port', () => {
  const option: ReferenceOption = {
    nodeId: 'retriever-x',
    nodeLabel: 'Find passages',
    portId: 'documents',
    portLabel: 'Passages',
    kind: 'documents',
    icon: 'book-open',
    color: 'red',
  }
  expect(filterOptions([option], 'find pass')).toEqual([option])
  expect(filterOptions([option], 'other')).toEqual([])
  expect(rawReference(option)).toBe('{{retriever-x.documents}}')
  expect([asInputName('city'), asInputName('two words'), asInputName('')]).toEqual(['city', null, null])
})
