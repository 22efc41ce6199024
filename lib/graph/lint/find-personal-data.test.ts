import { expect, test } from 'vitest'
import { found, gpt, node } from '../testing/lint-graph'

test('allows personal data only for providers that the policy lists for it', () => {
  const fields = [
    { name: 'name', personal: true },
    { name: 'topic', personal: false },
  ]
  const nodes = [
    node('in', 'input', { mode: 'form', fields }),
    node('model', 'chat-model', { model: gpt }),
    node('out', 'answer'),
  ]
  const edges = (field: string) => [`in.${field} > model.prompt`, 'model.text > out.text']
  const listed = (personalData?: string[]) => ({ policy: personalData ? { personalData } : {} })
  expect(found('PERSONAL_DATA', nodes, edges('name'), listed([]))[0]?.trail).toEqual(['in', 'model'])
  expect(found('PERSONAL_DATA', nodes, edges('topic'), listed([]))).toEqual([])
  expect(found('PERSONAL_DATA', nodes, edges('name'), listed(['openai']))).toEqual([])
  expect(found('PERSONAL_DATA', nodes, edges('name'), listed())).toEqual([])
})
