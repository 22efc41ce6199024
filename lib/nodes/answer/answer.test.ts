import { expect, test } from 'vitest'
import type { EnginePorts } from '@/lib/engine/ports'
import { found, passage, scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'

const graph = chatApp(
  [
    { id: 'r', type: 'retriever', config: { knowledgeBaseId: 'kb' } },
    { id: 'm', type: 'chat-model' },
  ],
  [
    'in.message -> r.query',
    'in.message -> m.prompt',
    'r.documents -> m.documents',
    'm.text -> out.text',
    'm.citations -> out.citations',
    'r.documents -> out.documents',
  ],
)
const knowledge: EnginePorts['knowledge'] = { search: async () => found(passage(1), passage(2)) }

test('prefers citations in the text to the passages, which are the sources otherwise', async () => {
  const run = (text: string) =>
    runApp(graph, { inputs: { message: 'x' }, ports: { knowledge, models: scriptedModel([{ text }]).models } })
  expect((await run('So [2].')).outputs?.citations).toMatchObject([{ number: 2 }])
  expect((await run('So.')).outputs?.citations).toMatchObject([{ number: 1 }, { number: 2 }])
})

test('returns only the text when nothing else is connected', async () => {
  const echo = chatApp([], ['in.message -> out.text'])
  expect((await runApp(echo, { inputs: { message: 'x' } })).outputs).toEqual({ text: 'x' })
})
