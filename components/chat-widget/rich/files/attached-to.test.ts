import { expect, test } from 'vitest'
import type { Turn, TurnFile } from '../../chat/conversation-store'
import { attachedTo } from './attached-to'

const turnOf = (...files: TurnFile[]): Turn => ({ role: 'user', text: 'x', state: 'done', files })
const file = (id: string, kind: TurnFile['kind'] = 'document'): TurnFile => ({ id, name: id, kind })

test('documents belong to the conversation, images to their message', () => {
  const turns: Turn[] = [
    turnOf(file('a'), file('p', 'picture')),
    { role: 'assistant', text: 'y', state: 'done' },
    turnOf(),
  ]
  expect(attachedTo(turns)).toEqual({ documents: ['a'] })
  expect(attachedTo([...turns, turnOf(file('a'), file('q', 'picture'))])).toEqual({ documents: ['a'], images: ['q'] })
  expect(attachedTo([turnOf(file('r', 'recording'))])).toEqual({ recordings: ['r'] })
  expect(attachedTo([turnOf(file('r', 'recording')), turnOf()])).toEqual({})
})

test('includes no more files than a run accepts, newest first', () => {
  const turns = Array.from({ length: 12 }, (_, index) => turnOf(file(`d${index}`)))
  expect(attachedTo(turns).documents).toEqual(Array.from({ length: 10 }, (_, index) => `d${index + 2}`))
})
