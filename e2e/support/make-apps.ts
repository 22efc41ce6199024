import type { Page } from '@playwright/test'
import { post } from './make-documents-app'
import type { Studio } from './studio-server'

const node = (id: string, type: string, x: number, config: object = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x, y: 0 },
})
const edge = (from: [string, string], to: [string, string]) => ({
  id: [...from, ...to].join('-'),
  from: { node: from[0], port: from[1] },
  to: { node: to[0], port: to[1] },
})
const graphOf = (nodes: object[], edges: object[]) => ({ schemaVersion: 1, nodes, edges })

/** Quotes from the documents attached to a message. */
export async function makeReaderApp(page: Page, studio: Studio, name: string): Promise<string> {
  const graph = graphOf(
    [
      node('in', 'input', 0, { documents: true, images: true }),
      node('model', 'chat-model', 300, { model: { connection: 'builtin', model: 'extractive' } }),
      node('out', 'answer', 600),
    ],
    [
      edge(['in', 'message'], ['model', 'prompt']),
      edge(['in', 'documents'], ['model', 'documents']),
      edge(['model', 'text'], ['out', 'text']),
      edge(['model', 'citations'], ['out', 'citations']),
    ],
  )
  return (await post(page.request, studio, '/api/studio/apps', { name, graph })).id
}

/** A form with a text field and a number field. */
export async function makeFormApp(page: Page, studio: Studio, name: string): Promise<string> {
  const fields = [
    { name: 'customer', label: 'Customer', kind: 'text' },
    { name: 'amount', label: 'Amount', kind: 'number' },
  ]
  const graph = graphOf(
    [
      node('in', 'input', 0, { mode: 'form', fields }),
      node('t', 'template', 300, { text: 'Dear {{customer}}, you owe {{amount}} euros.' }),
      node('out', 'answer', 600),
    ],
    [
      edge(['in', 'customer'], ['t', 'customer']),
      edge(['in', 'amount'], ['t', 'amount']),
      edge(['t', 'text'], ['out', 'text']),
    ],
  )
  return (await post(page.request, studio, '/api/studio/apps', { name, graph })).id
}

/** Asks the visitor whether to send. */
export async function makeLettersApp(page: Page, studio: Studio, name: string): Promise<string> {
  const graph = graphOf(
    [
      node('in', 'input', 0),
      node('ask', 'approval', 300, { title: 'Send this?', byVisitor: true }),
      node('sent', 'template', 600, { text: 'Sent: {{letter}}.' }),
      node('out', 'answer', 900),
    ],
    [
      edge(['in', 'message'], ['ask', 'content']),
      edge(['ask', 'approved'], ['sent', 'letter']),
      edge(['sent', 'text'], ['out', 'text']),
    ],
  )
  return (await post(page.request, studio, '/api/studio/apps', { name, graph })).id
}

/** Recalls facts about the visitor, and then stores the message. */
export async function makeMemoryApp(page: Page, studio: Studio, name: string): Promise<string> {
  const jinja = (text: string, names: string[]) => ({
    engine: 'jinja',
    jinja: text,
    values: names.map((value) => ({ name: value, value: `{{${value}}}` })),
  })
  const graph = graphOf(
    [
      node('in', 'input', 0),
      node('find', 'recall', 300),
      // Waits for the known facts, so that the message is not among them.
      node('note', 'template', 600, jinja('{{ message }}', ['message', 'facts'])),
      node('keep', 'remember', 900),
      node(
        'said',
        'template',
        1_200,
        jinja('Saved: {{ status }}. Known: {{ facts or "nothing" }}', ['status', 'facts']),
      ),
      node('out', 'answer', 1_500),
    ],
    [
      edge(['in', 'message'], ['find', 'query']),
      edge(['in', 'message'], ['note', 'message']),
      edge(['find', 'text'], ['note', 'facts']),
      edge(['note', 'text'], ['keep', 'text']),
      edge(['find', 'text'], ['said', 'facts']),
      edge(['keep', 'status'], ['said', 'status']),
      edge(['said', 'text'], ['out', 'text']),
    ],
  )
  return (await post(page.request, studio, '/api/studio/apps', { name, graph })).id
}
