import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import type { Graph } from '@/lib/graph/graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { scriptedModel } from '../../testing/model-ports'
import { chatApp, runApp } from '../../testing/run-app'

const IMAGE = { mediaType: 'image/png', base64: 'AAAA' }
const files: EnginePorts['files'] = {
  ...fakePorts().files,
  picture: async (fileId) => {
    if (fileId !== 'f1') throw new AppError('NOT_FOUND', verbatim('An image of this run no longer exists.'))
    return IMAGE
  },
  document: async () => {
    throw new AppError('NOT_FOUND', verbatim('A document of this run no longer exists.'))
  },
}

function graphWithImages(type: 'chat-model' | 'agent', images = true): Graph {
  const graph = chatApp(
    [{ id: 'm', type }],
    ['in.message -> m.prompt', ...(images ? ['in.images -> m.images'] : []), 'm.text -> out.text'],
  )
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { images } } : node)) }
}

const inputsOf = (images?: Json) => ({ message: 'Look', ...(images === undefined ? {} : { images }) })

test.each(['chat-model', 'agent'] as const)('a %s passes images with the last message to its model', async (type) => {
  const { models, requests } = scriptedModel([{ text: 'I see.' }])
  const run = await runApp(graphWithImages(type), { inputs: inputsOf([{ fileId: 'f1' }]), ports: { models, files } })
  expect(run.outputs?.text).toBe('I see.')
  expect(requests[0]?.messages.at(-1)).toEqual({ role: 'user', content: 'Look', images: [IMAGE] })
  // The bytes are sent to the model only.
  expect(JSON.stringify(run.events)).not.toContain(IMAGE.base64)
})

test.each(['chat-model', 'agent'] as const)('a %s without images sends an unchanged request', async (type) => {
  const { models, requests } = scriptedModel([{ text: 'Fine.' }])
  await runApp(graphWithImages(type), { inputs: inputsOf(), ports: { models, files } })
  expect(requests[0]?.messages.at(-1)).toEqual({ role: 'user', content: 'Look' })
})

test('fails the run for a non-image or a deleted image, and for images in an app that takes none', async () => {
  const { models } = scriptedModel([{ text: 'x' }])
  const fail = async (images: Json, graph = graphWithImages('chat-model')) =>
    (await runApp(graph, { inputs: inputsOf(images), ports: { models, files } })).error
  expect(await fail(['f1'])).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('Pictures') })
  expect(await fail([{ fileId: 'f2' }])).toMatchObject({ code: 'NOT_FOUND' })
  expect(await fail([], graphWithImages('chat-model', false))).toMatchObject({
    message: expect.stringContaining('“images”'),
  })
})
