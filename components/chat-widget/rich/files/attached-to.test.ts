import { expect, test } from 'vitest'
import type { Turn, TurnFile } from '../../chat/conversation-store'
import { attachedTo } from './attached-to'

const said = (...files: TurnFile[]): Turn => ({ role: 'user', text: 'x', state: 'done', files })
const file = (id: string, kind: TurnFile['kind'] = 'document'): TurnFile => ({ id, name: id, kind })

test('documents stay with their conversation, pictures with their message', () => {
  const turns: Turn[] = [said(file('a'), file('p', 'picture')), { role: 'assistant', text: 'y', state: 'done' }, said()]
  expect(attachedTo(turns)).toEqual({ documents: ['a'] })
  expect(attachedTo([...turns, said(file('a'), file('q', 'picture'))])).toEqual({ documents: ['a'], images: ['q'] })
  expect(attachedTo([said(file('r', 'recording'))])).toEqual({ recordings: ['r'] })
  expect(attachedTo([said(file('r', 'recording')), said()])).toEqual({})
})

test('no more go along than a run takes: the newest ones', () => {
  const turns = Array.from({ length: 12 }, (_, index) => said(file(`d${index}`)))
  expect(attachedTo(turns).documents).toEqual(Array.from({ length: 10 }, (_, index) => `d${index + 2}`))
})
