import { expect, test } from 'vitest'
import type { Turn, TurnFile } from '../../chat/conversation-store'
import { attachedTo } from './attached-to'

const said = (...files: TurnFile[]): Turn => ({ role: 'user', text: 'x', state: 'done', files })
const file = (id: string, kind: TurnFile['kind'] = 'document'): TurnFile => ({ id, name: id, kind })

test('documents belong to the conversation, images to their message', () => {
  const turns: Turn[] = [said(file('a'), file('p', 'picture')), { role: 'assistant', text: 'y', state: 'done' }, said()]
  expect(attachedTo(turns)).toEqual({ documents: ['a'] })
  expect(attachedTo([...turns, said(file('a'), file('q', 'picture'))])).toEqual({ documents: ['a'], images: ['q'] })
  expect(attachedTo([said(file('r', 'recording'))])).toEqual({ recordings: ['r'] })
  expect(attachedTo([said(file('r', 'recording')), said()])).toEqual({})
})

test('includes no more files than a run accepts, newest first', () => {
  const turns = Array.from({ length: 12 }, (_, index) => said(file(`d${index}`)))
  expect(attachedTo(turns).documents).toEqual(Array.from({ length: 10 }, (_, index) => `d${index + 2}`))
})
