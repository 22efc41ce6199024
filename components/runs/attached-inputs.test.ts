import { expect, test } from 'vitest'
import { attachedInputs } from './attached-inputs'
import type { RunFile } from './use-run-files'

const file = (id: string, isPicture = false): RunFile => ({
  ...{ key: id, name: id, share: 1, error: null },
  sent: { id, isPicture, pages: null },
})

test('documents of earlier messages go along, pictures do not', () => {
  const before = [{ inputs: { message: 'x', documents: ['a'], images: ['p'] } }]
  expect(attachedInputs([file('b'), file('q', true)], before)).toEqual({ images: ['q'], documents: ['a', 'b'] })
  expect(attachedInputs([], before)).toEqual({ documents: ['a'] })
  expect(attachedInputs([{ ...file('c'), sent: null, error: 'No.' }], [])).toEqual({})
})
