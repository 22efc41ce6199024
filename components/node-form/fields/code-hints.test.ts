import { CompletionContext } from '@codemirror/autocomplete'
import { javascript } from '@codemirror/lang-javascript'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { completeInputs, syntaxProblems } from './code-hints'
import { codeInputsOf } from './code-inputs'

const inputs = codeInputsOf([
  { id: 'text', label: 'Text', kind: 'text', required: true, description: 'What was asked.' },
  { id: 'passages', label: 'Passages', kind: 'documents' },
])

const complete = (doc: string) => {
  const state = EditorState.create({ doc, extensions: [javascript()] })
  return completeInputs(new CompletionContext(state, doc.length, false), inputs)
}

test('after “input.” its fields are offered with their types', () => {
  const found = complete('return input.te')
  expect(found?.from).toBe('return input.'.length)
  expect(found?.options.map(({ label, detail }) => [label, detail])).toEqual([
    ['text', 'string'],
    ['passages', '{ text: string, documentName: string, … }[] | undefined'],
  ])
  expect(complete('const a = input?.')?.options).toHaveLength(2)
})

test('offers “input” elsewhere, and nothing after any other dot', () => {
  expect(complete('return in')?.options.map(({ label }) => label)).toEqual(['input'])
  expect(complete('return other.in')).toBe(null)
  expect(complete('return 1 ')).toBe(null)
})

test('syntax errors are marked at their position', () => {
  const problems = (doc: string) => syntaxProblems(EditorState.create({ doc, extensions: [javascript()] }))
  expect(problems('return input.text.toUpperCase()')).toEqual([])
  expect(problems('return (1 + ')).toHaveLength(1)
})
