import { branches, gaps, items, values } from './dify-files'
import { branching, moderatedChain, questions, repeating, sequence, workspaceExport } from './flowise-files'

const n8n = JSON.stringify({
  name: 'Example',
  nodes: [
    { name: 'Chat', type: '@n8n/n8n-nodes-langchain.chatTrigger', position: [0, 0], parameters: {} },
    {
      name: 'Set',
      type: 'n8n-nodes-base.set',
      position: [1, 0],
      parameters: { assignments: { assignments: [{ name: 'a', type: 'string', value: '={{ $json.chatInput }}' }] } },
    },
    {
      name: 'If',
      type: 'n8n-nodes-base.if',
      position: [2, 0],
      parameters: {
        conditions: {
          conditions: [{ leftValue: '={{ $json.a }}', rightValue: 'x', operator: { operation: 'equals' } }],
        },
      },
    },
    { name: 'Date', type: 'n8n-nodes-base.dateTime', typeVersion: 2, position: [3, 0], parameters: {} },
    {
      name: 'Agent',
      type: '@n8n/n8n-nodes-langchain.agent',
      position: [3, 1],
      parameters: { options: { systemMessage: 'Be kind.' } },
    },
    { name: 'Model', type: '@n8n/n8n-nodes-langchain.lmChatOpenAi', position: [3, 2], parameters: { model: 'gpt-4o' } },
    { name: 'Odd', type: 'n8n-nodes-base.editImage', position: [4, 0], parameters: {} },
  ],
  connections: {
    Chat: { main: [[{ node: 'Set', type: 'main', index: 0 }]] },
    Set: { main: [[{ node: 'If', type: 'main', index: 0 }]] },
    If: { main: [[{ node: 'Date', type: 'main', index: 0 }], [{ node: 'Agent', type: 'main', index: 0 }]] },
    Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
    Date: { main: [[{ node: 'Odd', type: 'main', index: 0 }]] },
  },
})

const component = (id: string, type: string, fields: Record<string, string> = {}) => ({
  id,
  type: 'genericNode',
  position: { x: 0, y: 0 },
  data: {
    type,
    id,
    node: {
      display_name: id,
      template: Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, { value }])),
    },
  },
})
const langflow = JSON.stringify({
  name: 'Example',
  last_tested_version: '1.8.0',
  data: {
    nodes: [
      component('in', 'ChatInput'),
      component('prompt', 'Prompt', { template: 'About {topic}', topic: '' }),
      component('odd', 'SplitText', { separator: '.' }),
      component('out', 'ChatOutput'),
    ],
    edges: [
      ['in', 'message', 'prompt', 'topic'],
      ['prompt', 'prompt', 'odd', 'data_inputs'],
      ['odd', 'chunks', 'out', 'input_value'],
    ].map(([source, name, target, fieldName]) => ({
      source,
      target,
      data: { sourceHandle: { name }, targetHandle: { fieldName } },
    })),
  },
})

const fastgpt = JSON.stringify({
  nodes: [
    {
      nodeId: 'start',
      name: 'Start',
      flowNodeType: 'workflowStart',
      position: { x: 0, y: 0 },
      inputs: [],
      outputs: [{ id: 'userChatInput', key: 'userChatInput' }],
    },
    {
      nodeId: 'set',
      name: 'Set',
      flowNodeType: 'variableUpdate',
      position: { x: 1, y: 0 },
      inputs: [
        {
          key: 'updateList',
          value: [{ variable: ['VARIABLE_NODE_ID', 'v'], value: ['start', 'userChatInput'], renderType: 'reference' }],
        },
      ],
      outputs: [],
    },
    {
      nodeId: 'if',
      name: 'If',
      flowNodeType: 'ifElseNode',
      position: { x: 2, y: 0 },
      inputs: [
        {
          key: 'ifElseList',
          value: [
            { condition: 'AND', list: [{ variable: ['VARIABLE_NODE_ID', 'v'], condition: 'include', value: 'x' }] },
          ],
        },
      ],
      outputs: [],
    },
    {
      nodeId: 'say',
      name: 'Say',
      flowNodeType: 'answerNode',
      position: { x: 3, y: 0 },
      inputs: [{ key: 'text', value: '{{v}}' }],
      outputs: [],
    },
    { nodeId: 'odd', name: 'Odd', flowNodeType: 'lafModule', position: { x: 3, y: 1 }, inputs: [], outputs: [] },
  ],
  edges: [
    ['start', 'right', 'set'],
    ['set', 'right', 'if'],
    ['if', 'IF', 'say'],
    ['if', 'ELSE', 'odd'],
    ['odd', 'right', 'set'],
  ].map(([source, way, target]) => ({
    source,
    target,
    sourceHandle: `${source}-source-${way}`,
    targetHandle: `${target}-target-left`,
  })),
  chatConfig: { variables: [{ key: 'v', valueType: 'string' }] },
})

const ref = (blockID: string, name: string) => ({
  value: { type: 'ref', content: { source: 'block-output', blockID, name } },
})
const coze = JSON.stringify({
  nodes: [
    {
      id: '1',
      type: '1',
      meta: { position: { x: 0, y: 0 } },
      data: { nodeMeta: { title: 'Start' }, outputs: [{ name: 'q', type: 'string' }] },
    },
    {
      id: '2',
      type: '15',
      meta: { position: { x: 1, y: 0 } },
      data: {
        nodeMeta: { title: 'Text' },
        inputs: {
          method: 'concat',
          inputParameters: [{ name: 'a', input: ref('1', 'q') }],
          concatParams: [{ name: 'concatResult', input: { value: { type: 'literal', content: '{{a}}!' } } }],
        },
      },
    },
    { id: '3', type: '44', meta: { position: { x: 2, y: 0 } }, data: { nodeMeta: { title: 'Odd' }, inputs: {} } },
    {
      id: '4',
      type: '2',
      meta: { position: { x: 3, y: 0 } },
      data: { nodeMeta: { title: 'End' }, inputs: { inputParameters: [{ name: 'out', input: ref('2', 'output') }] } },
    },
  ],
  edges: [
    { sourceNodeID: '1', targetNodeID: '2' },
    { sourceNodeID: '2', targetNodeID: '3' },
    { sourceNodeID: '3', targetNodeID: '4' },
  ],
})

const typebot = JSON.stringify({
  version: '6.1',
  name: 'Example',
  events: [{ id: 'go', type: 'start' }],
  groups: [
    {
      id: 'g',
      title: 'G',
      graphCoordinates: { x: 0, y: 0 },
      blocks: [
        { id: 'hi', type: 'text', content: { richText: [{ type: 'p', children: [{ text: 'Hi {{Name}}' }] }] } },
        { id: 'name', type: 'text input', options: { variableId: 'v' } },
        {
          id: 'if',
          type: 'Condition',
          items: [{ id: 'yes', content: { comparisons: [{ variableId: 'v', comparisonOperator: 'Is set' }] } }],
        },
        { id: 'pay', type: 'payment input', options: {} },
      ],
    },
    {
      id: 'end',
      title: 'End',
      graphCoordinates: { x: 1, y: 0 },
      blocks: [{ id: 'bye', type: 'text', content: { richText: [] } }],
    },
  ],
  edges: [
    { id: 'a', from: { eventId: 'go' }, to: { groupId: 'g' } },
    { id: 'b', from: { blockId: 'if', itemId: 'yes' }, to: { groupId: 'end' } },
    { id: 'c', from: { blockId: 'bye' }, to: { groupId: 'g', blockId: 'name' } },
  ],
  variables: [{ id: 'v', name: 'Name' }],
})

/** One or more files of each builder. */
export const BUILDER_FILES: Readonly<Record<string, readonly string[]>> = {
  dify: [branches, values, items, gaps],
  flowise: [branching, repeating, moderatedChain, questions, sequence, workspaceExport],
  n8n: [n8n],
  langflow: [langflow],
  fastgpt: [fastgpt],
  coze: [coze],
  typebot: [typebot],
}
