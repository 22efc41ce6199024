import { afterEach, expect, test, vi } from 'vitest'
import { sampleGraph } from '@/lib/graph/testing/sample-graph'
import { createEditor } from '../state/create-editor'
import { runSample } from './run-sample'

afterEach(() => vi.unstubAllGlobals())

const INPUTS = { title: 'From the sample' }

/** An editor with a form, and the server's response to the request for the sample. */
function setUp() {
  const graph = sampleGraph([
    {
      id: 'in',
      type: 'input',
      version: 1,
      label: 'In',
      config: { mode: 'form', fields: [{ name: 'title', label: 'Title', kind: 'text' }] },
      position: { x: 0, y: 0 },
    },
  ])
  const editor = createEditor({ id: 'app', revision: 0, graph })
  const order: string[] = []
  vi.stubGlobal('fetch', async () => {
    order.push('request')
    return Response.json({ inputs: INPUTS })
  })
  const flush = vi.spyOn(editor.saver, 'flush').mockImplementation(async () => {
    order.push('save')
    return true
  })
  const start = vi.fn()
  return { editor, order, flush, start, drafts: () => editor.ui.getState().formDrafts }
}

test('saves the draft before it requests the sample, and runs with it', async () => {
  const { editor, order, start, drafts } = setUp()
  await runSample(editor, start, '0198c0de-0000-7000-8000-000000000001')
  expect(order).toEqual(['save', 'request'])
  expect(start).toHaveBeenCalledExactlyOnceWith(INPUTS, null)
  expect(drafts()).toMatchObject(INPUTS)
})

test('keeps the form while a run is active', async () => {
  const { editor, order, start, drafts } = setUp()
  const before = drafts()
  editor.run.setState({ isActive: true })
  await runSample(editor, start, '0198c0de-0000-7000-8000-000000000001')
  expect([order, start.mock.calls, drafts()]).toEqual([[], [], before])
})

test('keeps the form if a run started during the request', async () => {
  const { editor, start, drafts } = setUp()
  const before = drafts()
  vi.stubGlobal('fetch', async () => {
    editor.run.setState({ isActive: true })
    return Response.json({ inputs: INPUTS })
  })
  await runSample(editor, start, '0198c0de-0000-7000-8000-000000000001')
  expect([start.mock.calls, drafts()]).toEqual([[], before])
})

test('requests nothing if the draft cannot be saved', async () => {
  const { editor, order, flush, start } = setUp()
  flush.mockResolvedValue(false)
  await runSample(editor, start, '0198c0de-0000-7000-8000-000000000001')
  expect([order, start.mock.calls]).toEqual([[], []])
})
