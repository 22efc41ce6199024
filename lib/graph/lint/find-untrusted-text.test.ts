import { describe, expect, test } from 'vitest'
import { ends, found, messageOf, node } from '../testing/lint-graph'

describe('untrusted text', () => {
  const send = (id: string) =>
    node(id, 'http', { method: 'POST', url: 'https://mail.example', bodyKind: 'text', textBody: '{{text}}' })
  const nodes = [...ends, node('page', 'http', { url: 'https://a.example' }), node('model', 'chat-model'), send('mail')]
  const edges = ['page.text > model.prompt', 'model.text > mail.text', 'mail.text > out.text']

  test('is reported with its path if it controls a request, with a guard as fix', () => {
    const [issue] = found('UNTRUSTED_TEXT', nodes, edges)
    expect(issue).toMatchObject({ nodeId: 'mail', trail: ['page', 'model', 'mail'], severity: 'warning' })
    expect(messageOf(issue)).toMatch('“page” reaches “mail” by way of “model”')
    expect(issue?.fix?.change).toEqual({ type: 'insert', edgeId: 'e1', nodeType: 'injection-guard' })
  })

  test('is accepted after a guard or a person', () => {
    const guarded = [...nodes, node('guard', 'injection-guard')]
    const through = [
      'page.text > model.prompt',
      'model.text > guard.text',
      'guard.passed > mail.text',
      'mail.text > out.text',
    ]
    expect(found('UNTRUSTED_TEXT', guarded, through)).toEqual([])
    const past = through.map((edge) => edge.replace('guard.passed', 'guard.blocked'))
    expect(found('UNTRUSTED_TEXT', guarded, past)).toHaveLength(1)
    const withApproval = [...nodes, node('ask', 'approval')]
    expect(found('UNTRUSTED_TEXT', withApproval, ['page.text > ask.content', 'ask.approved > mail.text'])).toEqual([])
  })

  test('counts through references, but not as a number or in a reading request', () => {
    const named = [
      ...nodes.slice(0, 3),
      node('mail', 'http', { method: 'POST', url: 'https://m.example/{{page.text}}' }),
    ]
    expect(found('UNTRUSTED_TEXT', named, [])[0]?.trail).toEqual(['page', 'mail'])
    expect(found('UNTRUSTED_TEXT', nodes, ['page.status > mail.text'])).toEqual([])
    const readingRequest = [...nodes.slice(0, 3), node('again', 'http', { url: 'https://b.example/{{q}}' })]
    expect(found('UNTRUSTED_TEXT', readingRequest, ['page.text > again.q'])).toEqual([])
  })

  test('reaches an agent by its own tools, which is reported unless it asks for approval', () => {
    const agent = (ask: string) => [
      ...ends,
      node('agent', 'agent', { ask }),
      node('page', 'http', { url: 'https://a.example' }),
      send('mail'),
    ]
    const wires = ['in.message > agent.prompt', 'page.tool > agent.tools', 'mail.tool > agent.tools']
    const [issue] = found('UNTRUSTED_TEXT', agent('never'), wires)
    expect(issue).toMatchObject({ nodeId: 'agent', trail: ['page', 'agent'] })
    expect(issue?.fix?.change).toMatchObject({ path: 'ask', value: 'writes' })
    expect(found('UNTRUSTED_TEXT', agent('writes'), wires)).toEqual([])
    expect(found('UNTRUSTED_TEXT', agent('never'), wires.slice(0, 2))).toEqual([])
  })
})
