import { expect, test } from 'vitest'
import { attachedInputs } from './attached-inputs'
import type { RunFile } from './run-file-store'

const file = (id: string, kind: 'images' | 'documents' | 'recordings' = 'documents'): RunFile => ({
  key: id,
  name: id,
  share: 1,
  error: null,
  sent: { id, kind, pages: null },
})

test('includes documents of earlier messages, but not images and recordings', () => {
  const before = [{ inputs: { message: 'x', documents: ['a'], images: ['p'], recordings: ['r'] } }]
  const sent = [file('b'), file('q', 'images'), file('s', 'recordings')]
  expect(attachedInputs(sent, before)).toEqual({ images: ['q'], documents: ['a', 'b'], recordings: ['s'] })
  expect(attachedInputs([], before)).toEqual({ documents: ['a'] })
  expect(attachedInputs([{ ...file('c'), sent: null, error: 'No.' }], [])).toEqual({})
})
