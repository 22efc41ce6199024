import { draw } from '../draw'
import { TEMPLATE_KNOWLEDGE_BASE } from '../placeholder'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'slack-answers',
  name: 'Answer in Slack from our handbook',
  description: 'Answers colleagues who mention it in Slack from your documents, in their thread and with citations.',
  category: 'support',
  tags: ['Slack', 'handbook', 'channel'],
  kind: 'chat',
  icon: 'message-square',
  needs: ['documents', 'language-model'],
  channel: 'slack',
  samples,
  graph: draw(
    [
      { id: 'input', type: 'input', label: 'Question', at: [0, 100] },
      {
        id: 'retriever',
        type: 'retriever',
        label: 'Search the handbook',
        at: [320, 0],
        config: { knowledgeBaseId: TEMPLATE_KNOWLEDGE_BASE, limit: 5 },
      },
      {
        id: 'prompt',
        type: 'prompt',
        label: 'Conversation',
        at: [320, 200],
        config: { messages: [{ role: 'user', content: '{{message}}' }] },
      },
      {
        id: 'model',
        type: 'chat-model',
        label: 'Answer from the handbook',
        at: [640, 100],
        config: {
          system:
            'You answer questions of colleagues from the handbook, in at most three sentences and in their language.',
          temperature: 0.2,
        },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [960, 100] },
    ],
    [
      'input.message -> retriever.query',
      'input.message -> prompt.message',
      'input.history -> prompt.history',
      'retriever.documents -> model.documents',
      'prompt.messages -> model.prompt',
      'model.text -> answer.text',
      'model.citations -> answer.citations',
    ],
  ),
}
