import { draw } from '../draw'
import { TEMPLATE_KNOWLEDGE_BASE } from '../placeholder'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'research-agent',
  name: 'Research agent',
  description: 'An agent that searches your documents and Wikipedia as often as needed and cites its sources.',
  category: 'research',
  tags: ['agent', 'Wikipedia', 'citations'],
  kind: 'chat',
  icon: 'telescope',
  needs: ['documents', 'language-model'],
  samples,
  graph: draw(
    [
      { id: 'input', type: 'input', label: 'Question', at: [0, 0] },
      {
        id: 'prompt',
        type: 'prompt',
        label: 'Conversation',
        at: [304, 0],
        config: { messages: [{ role: 'user', content: '{{message}}' }] },
      },
      {
        id: 'documents',
        type: 'retriever',
        label: 'Search documents',
        at: [608, 232],
        config: {
          knowledgeBaseId: TEMPLATE_KNOWLEDGE_BASE,
          limit: 6,
          toolDescription:
            'Finds passages in the documents of this workspace. Ask in full sentences, one topic at a time.',
        },
      },
      {
        id: 'wikipedia',
        type: 'http',
        label: 'Look up Wikipedia',
        at: [872, 232],
        config: {
          method: 'GET',
          // Wikipedia requires callers to identify themselves.
          headers: [{ name: 'User-Agent', value: 'Patchbay research agent' }],
          url: 'https://en.wikipedia.org/api/rest_v1/page/summary/{{title}}',
          toolDescription:
            'Gives the summary of an English Wikipedia article by its exact title, such as “Photosynthesis”.',
        },
      },
      {
        id: 'agent',
        type: 'agent',
        label: 'Researcher',
        at: [744, 0],
        config: {
          instructions:
            'You are a careful researcher. Look into the documents first. Look up general knowledge in Wikipedia. Compare what you find, then answer briefly, and say what you could not find.',
          maxSteps: 8,
        },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1176, 0] },
    ],
    [
      'input.message -> prompt.message',
      'input.history -> prompt.history',
      'prompt.messages -> agent.prompt',
      'documents.tool -> agent.tools',
      'wikipedia.tool -> agent.tools',
      'agent.text -> answer.text',
      'agent.citations -> answer.citations',
    ],
  ),
}
