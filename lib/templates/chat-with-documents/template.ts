import { draw } from '../draw'
import { TEMPLATE_KNOWLEDGE_BASE } from '../placeholder'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'chat-with-documents',
  name: 'Chat with your documents',
  description:
    'Answers questions from your files, with citations that open the passage. Works without a language model.',
  category: 'support',
  tags: ['documents', 'citations', 'questions'],
  kind: 'chat',
  icon: 'book-open',
  needs: ['documents'],
  samples,
  graph: draw(
    [
      { id: 'input', type: 'input', label: 'Question', at: [0, 100] },
      {
        id: 'retriever',
        type: 'retriever',
        label: 'Find passages',
        at: [320, 0],
        config: { knowledgeBaseId: TEMPLATE_KNOWLEDGE_BASE, limit: 6 },
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
        label: 'Answer from passages',
        at: [640, 100],
        config: {
          system:
            'You answer questions about the documents of this knowledge base. Answer in the language of the question, briefly and exactly.',
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
