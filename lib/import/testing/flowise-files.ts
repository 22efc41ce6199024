import type { JsonObject } from '@/lib/core/json'

/** Files as Flowise exports them, reduced to what a reader needs. */
interface Drawn {
  id: string
  name: string
  inputs?: JsonObject
  label?: string
  parentNode?: string
  outputs?: JsonObject
  category?: string
}

const node = (
  { id, name, inputs = {}, label = id, parentNode, outputs = {}, category = '' }: Drawn,
  index: number,
) => ({
  id,
  type: name.startsWith('sticky') ? 'stickyNote' : 'agentFlow',
  position: { x: index * 300, y: 0 },
  ...(parentNode === undefined ? {} : { parentNode }),
  data: { id, name, label, category, inputs, outputs, inputAnchors: [], inputParams: [] },
})

/** An agentflow of version 2. Edges are written `source output target`. */
export function agentflow(nodes: Drawn[], edges: string[]): string {
  return JSON.stringify({
    description: 'A test',
    nodes: nodes.map(node),
    edges: edges.map((edge) => {
      const [source, output, target] = edge.split(' ')
      return { source, sourceHandle: `${source}-output-${output}`, target, targetHandle: target, type: 'agentFlow' }
    }),
  })
}

/** A chatflow. Edges are written `source slot target`. */
export function chatflow(nodes: Drawn[], edges: string[]): string {
  return JSON.stringify({
    description: 'A test',
    nodes: nodes.map(node),
    edges: edges.map((edge) => {
      const [source, slot, target] = edge.split(' ')
      const sourceHandle = `${source}-output-${source}-Any`
      return { source, sourceHandle, target, targetHandle: `${target}-input-${slot}-Any`, type: 'buttonedge' }
    }),
  })
}

const mention = (name: string) => `<span class="variable" data-type="mention" data-id="${name}">{{ ${name} }}</span>`

/** A condition with a step on each branch, and a reply. */
export const branching = agentflow(
  [
    {
      id: 'start',
      name: 'startAgentflow',
      inputs: { startInputType: 'chatInput', startState: [{ key: 'topic', value: 'none' }] },
    },
    {
      id: 'check',
      name: 'conditionAgentflow',
      inputs: {
        conditions: [
          { type: 'string', value1: `<p>${mention('question')}</p>`, operation: 'contains', value2: '<p>short</p>' },
        ],
      },
    },
    {
      id: 'brief',
      name: 'llmAgentflow',
      inputs: {
        llmMessages: [{ role: 'system', content: '<p>Be brief &amp; kind.</p><p>Second line</p>' }],
        llmEnableMemory: false,
        llmUserMessage: `<p>Question: ${mention('question')}</p>`,
        llmModelConfig: { modelName: 'gpt-4o', temperature: '0.5', maxTokens: '' },
        llmUpdateState: [{ key: 'topic', value: `<p>${mention('output')}</p>` }],
      },
    },
    {
      id: 'reply',
      name: 'directReplyAgentflow',
      inputs: { directReplyMessage: `<p>Topic: ${mention('$flow.state.topic')}</p>` },
    },
    {
      id: 'count',
      name: 'customFunctionAgentflow',
      inputs: {
        customFunctionInputVariables: [{ variableName: 'text', variableValue: `<p>${mention('question')}</p>` }],
        customFunctionJavascriptFunction: 'return $text.length',
      },
    },
    { id: 'note', name: 'stickyNoteAgentflow', inputs: { note: 'Counts letters' } },
  ],
  ['start start check', 'check 0 brief', 'brief brief reply', 'check 1 count'],
)

/** A form, an iteration over a list from a model, and a jump back. */
export const repeating = agentflow(
  [
    {
      id: 'start',
      name: 'startAgentflow',
      inputs: {
        startInputType: 'formInput',
        formTitle: 'Plan',
        formInputTypes: [{ type: 'string', label: 'Goal', name: 'goal' }],
      },
    },
    {
      id: 'plan',
      name: 'llmAgentflow',
      inputs: {
        llmUserMessage: `<p>Plan ${mention('$form.goal')}</p>`,
        llmStructuredOutput: [{ key: 'steps', type: 'stringArray', description: 'Steps' }],
        llmUpdateState: [{ key: 'steps', value: mention('output.steps') }],
        llmModelConfig: { modelName: 'gpt-4o' },
      },
    },
    { id: 'each', name: 'iterationAgentflow', inputs: { iterationInput: mention('$flow.state.steps') } },
    {
      id: 'work',
      name: 'llmAgentflow',
      parentNode: 'each',
      inputs: { llmUserMessage: `<p>Do ${mention('$iteration')}</p>`, llmModelConfig: {} },
    },
    { id: 'back', name: 'loopAgentflow', inputs: { loopBackToNode: 'plan-plan', maxLoopCount: 3 } },
    {
      id: 'tool',
      name: 'toolAgentflow',
      inputs: { toolAgentflowSelectedTool: 'unknownTool', apiKey: 'sk-aaaaaaaaaaaaaaaaaaaaaaaa' },
    },
  ],
  ['start start plan', 'plan plan each', 'each each back', 'each each tool'],
)

/** A chain with a prompt, behind a moderation. */
export const moderatedChain = chatflow(
  [
    { id: 'chain', name: 'llmChain', category: 'Chains' },
    { id: 'model', name: 'chatOpenAI', inputs: { modelName: 'gpt-4o', temperature: 0.9 }, category: 'Chat Models' },
    {
      id: 'prompt',
      name: 'promptTemplate',
      inputs: { template: 'Translate {text} to {language}. {{braces}}', promptValues: '{"language":"French"}' },
    },
    { id: 'guard', name: 'inputModerationSimple', inputs: { denyList: 'Ignore', moderationErrorMessage: 'No.' } },
  ],
  ['model model chain', 'prompt prompt chain', 'guard inputModeration chain'],
)

/** A chain that answers questions about documents. */
export const questions = chatflow(
  [
    {
      id: 'qa',
      name: 'conversationalRetrievalQAChain',
      inputs: { responsePrompt: 'Answer from this:\n{context}', rephrasePrompt: '' },
      category: 'Chains',
    },
    { id: 'model', name: 'chatOpenAI', inputs: { modelName: 'gpt-4o' } },
    { id: 'store', name: 'faiss', inputs: { topK: '3' } },
    { id: 'file', name: 'textFile' },
    { id: 'embed', name: 'openAIEmbeddings' },
  ],
  ['model model qa', 'store vectorStoreRetriever qa', 'file document store', 'embed embeddings store'],
)

/** Two agents of version 1, one after the other. */
export const sequence = chatflow(
  [
    { id: 'start', name: 'seqStart' },
    { id: 'model', name: 'chatOpenAI', inputs: { modelName: 'gpt-4o' } },
    { id: 'first', name: 'seqAgent', inputs: { agentName: 'First', systemMessagePrompt: 'You are first.' } },
    { id: 'second', name: 'seqAgent', inputs: { agentName: 'Second', systemMessagePrompt: 'You are second.' } },
    { id: 'end', name: 'seqEnd' },
  ],
  ['model model start', 'start sequentialNode first', 'first sequentialNode second', 'second sequentialNode end'],
)

/** A step that is repeated until its state is long enough. */
export const growing = agentflow(
  [
    {
      id: 'start',
      name: 'startAgentflow',
      inputs: { startInputType: 'chatInput', startState: [{ key: 'draft', value: '0' }] },
    },
    {
      id: 'improve',
      name: 'llmAgentflow',
      inputs: {
        llmEnableMemory: false,
        llmUserMessage: `<p>Improve ${mention('$flow.state.draft')}</p>`,
        llmModelConfig: {},
        llmUpdateState: [{ key: 'draft', value: mention('output') }],
      },
    },
    {
      id: 'measure',
      name: 'customFunctionAgentflow',
      inputs: { customFunctionJavascriptFunction: 'return $flow.state.draft.length > 5 ? "yes" : "no"' },
    },
    {
      id: 'check',
      name: 'conditionAgentflow',
      inputs: { conditions: [{ value1: mention('measure'), operation: 'equal', value2: 'no' }] },
    },
    { id: 'back', name: 'loopAgentflow', inputs: { loopBackToNode: 'improve-improve', maxLoopCount: 2 } },
    {
      id: 'reply',
      name: 'directReplyAgentflow',
      inputs: { directReplyMessage: `<p>Done: ${mention('$flow.state.draft')}</p>` },
    },
  ],
  ['start start improve', 'improve improve measure', 'measure measure check', 'check 0 back', 'check 1 reply'],
)

/** Two agents that run together, and one after both. */
export const joinedBranches = chatflow(
  [
    { id: 'start', name: 'seqStart' },
    { id: 'model', name: 'chatOpenAI', inputs: { modelName: 'gpt-4o' } },
    ...['a', 'b', 'c', 'd'].map((id) => ({ id, name: 'seqAgent', inputs: { systemMessagePrompt: `You are ${id}.` } })),
    { id: 'end', name: 'seqEnd' },
  ],
  [
    ...['model model start', 'start sequentialNode a', 'a sequentialNode b', 'a sequentialNode c'],
    ...['b sequentialNode d', 'c sequentialNode d', 'd sequentialNode end'],
  ],
)

/** A workspace export with one flow. */
export const workspaceExport = JSON.stringify({
  AgentFlowV2: [],
  ChatFlow: [{ name: 'Translator', flowData: moderatedChain }],
  Variable: [],
})
