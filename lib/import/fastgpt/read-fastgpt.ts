import type { Json, JsonObject } from '@/lib/core/json'
import { objectOf, textOf } from '../fields'
import { FlowBuilder } from '../flow-builder'
import type { SourceFlow } from '../source-flow'
import { FastgptFile, type FastgptNode } from './fastgpt-file'
import { FastgptReader, settingsOf } from './fastgpt-reader'
import { FLOW_NODES } from './flow-nodes'
import { LANGUAGE_NODES } from './language-nodes'

/** Nodes that only hold settings of the app, or mark where a container begins and ends. */
const SETTINGS = new Set(['userGuide', 'systemConfig', 'pluginConfig', 'globalVariable', 'emptyNode', 'customFeedback'])
const MARKERS = new Set(['loopStart', 'loopEnd', 'nestedStart', 'nestedEnd', 'stopTool', 'toolParams'])

/** Empty if the file is not from FastGPT. */
export function readFastgpt(value: Json): SourceFlow[] {
  const file = FastgptFile.safeParse(value)
  return file.success ? [readFlow(file.data)] : []
}

function readFlow(file: FastgptFile): SourceFlow {
  const flow = new FlowBuilder('fastgpt')
  const reader = new FastgptReader(file, flow)
  for (const { nodeId, name, flowNodeType } of reader.nodes) flow.item({ id: nodeId, title: name, type: flowNodeType })
  readStart(reader, file)
  for (const node of reader.nodes) if (node !== reader.start) readNode(node, reader)
  connect(reader)
  const { name, intro: description } = file
  return flow.build({ formatVersion: '4', name, description, kind: reader.isChat ? 'chat' : 'form' })
}

const FIELD_TYPES: Readonly<Record<string, string>> = {
  numberInput: 'number',
  switch: 'checkbox',
  select: 'select',
  fileSelect: 'file',
  JSONEditor: 'json_object',
}

/** Adds the start, with the fields of a plugin; a chat has only its message. */
function readStart({ flow, start, place, isChat }: FastgptReader, { chatConfig }: FastgptFile): void {
  if (!start) {
    const position = { x: -400, y: 0 }
    flow.step({ id: 'fastgpt/start', item: '', type: 'start', title: 'Input', position, data: { variables: [] } })
    return
  }
  const fields = isChat ? [] : start.inputs.filter(({ canEdit }) => canEdit)
  const variables = fields.map(
    ({ key, label, renderTypeList, valueType, required, list, defaultValue }): JsonObject => {
      const [kind = ''] = renderTypeList
      const options = list.map((item) => textOf(item.value)).filter(Boolean)
      const isFile = /^(?:files?|images?|fileUrlList)$/i.test(key) || kind === 'fileSelect'
      const type = isFile
        ? 'file'
        : valueType.startsWith('array') || valueType === 'object'
          ? 'json_object'
          : (FIELD_TYPES[kind] ?? 'text-input')
      return {
        variable: key,
        label: label || key,
        required,
        default: textOf(defaultValue),
        options,
        type: type === 'select' && options.length === 0 ? 'text-input' : type,
      }
    },
  )
  flow.step({ ...place(start), type: 'start', data: { variables } })
  const { scheduledTriggerConfig, welcomeText } = chatConfig
  if (textOf(objectOf(scheduledTriggerConfig).cronString) !== '')
    flow.note(start.nodeId, 'trigger', 'scheduledTriggerConfig')
  if (textOf(welcomeText) !== '') flow.note(start.nodeId, 'setting', 'welcomeText')
}

function readNode(node: FastgptNode, reader: FastgptReader): void {
  const { flow, start } = reader
  const { flowNodeType: type } = node
  if (SETTINGS.has(type)) {
    if (start) flow.merge(node.nodeId, start.nodeId)
    if (type === 'customFeedback') flow.note(node.nodeId, 'setting', type)
  } else if (MARKERS.has(type)) flow.merge(node.nodeId, node.parentNodeId ?? start?.nodeId ?? node.nodeId)
  else {
    const readers = Object.hasOwn(FLOW_NODES, type) ? FLOW_NODES : LANGUAGE_NODES
    const read = Object.hasOwn(readers, type) ? readers[type] : undefined
    if (read) read(node, reader)
    else flow.missing({ ...reader.place(node), data: settingsOf(node) }, type)
  }
}

function connect({ edges, flow, nodes }: FastgptReader): void {
  const markers = new Set(nodes.flatMap(({ nodeId, flowNodeType }) => (MARKERS.has(flowNodeType) ? [nodeId] : [])))
  for (const { source, sourceHandle, target } of edges) {
    flow.link(source, target)
    if (sourceHandle.includes('selectedTools') || markers.has(source) || markers.has(target)) continue
    const [, way = 'right'] = sourceHandle.split('-source-')
    const isError = sourceHandle.includes('-source_catch-')
    const handle = isError ? 'error' : /^(?:right|left|top|bottom)$/.test(way) ? 'source' : way
    flow.edge(flow.has(`${source}/way`) ? `${source}/way` : source, target, handle)
  }
}
