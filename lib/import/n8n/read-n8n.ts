import type { Json } from '@/lib/core/json'
import { textOf } from '../fields'
import { FlowBuilder } from '../flow-builder'
import type { SourceFlow } from '../source-flow'
import { DATA_NODES } from './data-nodes'
import { itemList, worksOnItems } from './item-lists'
import { LANGUAGE_NODES } from './language-nodes'
import { N8nFile, type N8nNode } from './n8n-file'
import { isTrigger, N8nReader, START, typeOf } from './n8n-reader'
import { readService } from './service-nodes'
import { readStart } from './start'

/** Reads the workflow or list of workflows of a file. Empty if the file is not from n8n. */
export function readN8n(value: Json): SourceFlow[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item) => {
    const file = N8nFile.safeParse(item)
    return file.success && file.data.nodes.some(({ type }) => /n8n-nodes/.test(type)) ? [readWorkflow(file.data)] : []
  })
}

function readWorkflow(file: N8nFile): SourceFlow {
  const flow = new FlowBuilder('n8n')
  const reader = new N8nReader(file, flow)
  for (const node of reader.nodes) flow.item({ id: node.name, title: node.name, type: node.type })
  readStart(reader)
  const order = nodesThatRun(reader)
  placeInLists(order, reader)
  for (const node of order) readNode(node, reader)
  for (const finish of reader.later) finish()
  for (const node of reader.nodes) if (flow.has(node.name)) reader.absorb(node)
  for (const node of reader.nodes) readRest(node, reader)
  connect(order, reader)
  return flow.build({ formatVersion: '1', name: file.name, description: '', kind: reader.isChat ? 'chat' : 'form' })
}

/** The nodes that a trigger leads to, sorted so that each comes after those that lead to it. */
function nodesThatRun(reader: N8nReader): N8nNode[] {
  const leaving = Map.groupBy(reader.main, ({ source }) => source.name)
  const seen = new Set<string>()
  const finished: N8nNode[] = []
  const way: { node: N8nNode; rest: N8nNode[] }[] = []
  const enter = (node: N8nNode) => {
    if (seen.has(node.name)) return
    seen.add(node.name)
    way.push({ node, rest: (leaving.get(node.name) ?? []).map(({ target }) => target) })
  }
  for (const trigger of reader.nodes.filter(isTrigger)) {
    enter(trigger)
    for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
      const next = at.rest.shift()
      if (next) enter(next)
      else {
        finished.push(at.node)
        way.pop()
      }
    }
  }
  return finished.toReversed().filter((node) => !isTrigger(node))
}

/** Places the nodes that follow a split list in its container, until a node joins the items again. */
function placeInLists(order: readonly N8nNode[], reader: N8nReader): void {
  for (const node of order) {
    if (typeOf(node) === 'splitOut' && !node.disabled) reader.lists.add(node.name)
    const sources = reader.main.filter(({ target }) => target.name === node.name).map(({ source }) => source)
    const lists = sources.map((source) => reader.listOf(source))
    const [list] = lists
    if (list === undefined || lists.some((other) => other !== list)) continue
    const changesList = worksOnItems(typeOf(node)) && !node.disabled
    if (changesList) reader.lists.add(node.name)
    const parent = changesList || typeOf(node) === 'aggregate' ? reader.parents.get(list) : list
    if (parent !== undefined) reader.parents.set(node.name, parent)
  }
}

function readNode(node: N8nNode, reader: N8nReader): void {
  const { flow } = reader
  const type = typeOf(node)
  if (node.disabled) flow.note(node.name, 'setting', 'disabled')
  else if (reader.isPassing(node)) {
    if (type !== 'noOp') flow.note(node.name, 'items', node.name)
  } else {
    if (reader.lists.has(node.name) && worksOnItems(type)) {
      itemList(node, reader)
      return
    }
    const readers = Object.hasOwn(DATA_NODES, type) ? DATA_NODES : LANGUAGE_NODES
    const read = Object.hasOwn(readers, type) ? readers[type] : undefined
    if (read) {
      read(node, reader)
      return
    }
    if (readService(node, reader) || readInsert(node, reader)) return
    flow.missing({ ...reader.place(node), data: node.parameters }, node.type)
    reader.items.set(node.name, reader.itemOfObject([node.name, 'item']))
  }
}

/**
 * Reads a vector store that documents are inserted into. In Patchbay, the knowledge base has its embedding and loader.
 */
function readInsert(node: N8nNode, reader: N8nReader): boolean {
  if (!typeOf(node).startsWith('vectorStore') || node.parameters.mode !== 'insert') return false
  const content = reader.arriving(node)?.whole() ?? null
  reader.flow.step({ ...reader.place(node), type: 'knowledge-add', data: { content, waits: true } })
  reader.flow.note(node.name, 'format', node.name)
  reader.items.set(node.name, reader.itemOfFields(node, { status: [node.name, 'status'] }))
  return true
}

/** Reads notes, and turns nodes that no trigger leads to into notes, because n8n never runs them. */
function readRest(node: N8nNode, reader: N8nReader): void {
  const { flow } = reader
  if (typeOf(node) === 'stickyNote')
    flow.step({ ...reader.place(node), type: 'note', data: { text: textOf(node.parameters.content) } })
  else if (!flow.has(node.name) && !isTrigger(node) && !reader.isPassing(node) && !reader.isPart(node)) {
    const text = `${node.name} (${typeOf(node)}) never runs in n8n, because nothing leads to it.`
    flow.step({ ...reader.place(node), type: 'note', data: { text } })
    flow.note(node.name, 'unused', node.name)
    reader.absorb(node)
  }
}

function connect(order: readonly N8nNode[], reader: N8nReader): void {
  const { flow } = reader
  const followed = new Set<string>()
  for (const { source, output, target } of reader.main) {
    if (reader.isPassing(source)) continue
    for (const end of endsOf(target, reader)) {
      followed.add(source.name)
      flow.edge(isTrigger(source) ? START : source.name, end.name, handleOf(source, output))
    }
  }
  if (!order.some((node) => typeOf(node) === 'respondToWebhook')) addAnswers(order, reader, followed)
}

/** If no node responds, the last nodes provide the answer. */
function addAnswers(order: readonly N8nNode[], reader: N8nReader, followed: ReadonlySet<string>): void {
  const isJoined = order.some((node) => typeOf(node) === 'aggregate')
  const continued = new Set(
    reader.main.flatMap(({ source, target }) => (worksOnItems(typeOf(target)) ? (reader.listOf(source) ?? []) : [])),
  )
  for (const node of order) {
    if (reader.isPassing(node) || reader.parents.has(node.name)) continue
    if (reader.lists.has(node.name)) {
      if (!isJoined && !continued.has(node.name)) addAnswer(node, reader, [node.name, 'output'])
    } else if (!followed.has(node.name)) addAnswer(node, reader)
  }
}

function addAnswer(node: N8nNode, reader: N8nReader, value?: string[]): void {
  const { flow } = reader
  const item = reader.itemOf(node)
  const selector = value ?? item?.text?.() ?? item?.whole()
  if (selector === undefined) return
  const isFile = selector[1] === 'file'
  const id = `${node.name}/answer`
  flow.step({
    ...reader.place(node),
    id,
    type: isFile ? 'answer-files' : 'answer',
    data: isFile ? { files: selector } : { answer: `{{#${selector.join('.')}#}}` },
  })
  flow.edge(node.name, id)
}

/** The nodes that receive the items of an edge. A node that only passes items on is replaced by its successors. */
function endsOf(node: N8nNode, reader: N8nReader, seen = new Set<string>()): N8nNode[] {
  if (seen.has(node.name)) return []
  seen.add(node.name)
  if (!reader.isPassing(node)) return [node]
  return reader.main.flatMap(({ source, target }) => (source.name === node.name ? endsOf(target, reader, seen) : []))
}

function handleOf(node: N8nNode, output: number): string {
  const type = typeOf(node)
  if (type === 'if') return output === 0 ? '0' : 'else'
  if (node.onError === 'continueErrorOutput' && output === 1) return 'error'
  return `${output}`
}
