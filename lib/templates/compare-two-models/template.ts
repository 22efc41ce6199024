import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'compare-two-models',
  name: 'Compare two models',
  description: 'Sends the same question to two models at the same time and shows their answers side by side.',
  category: 'quality',
  tags: ['models', 'comparison'],
  kind: 'chat',
  icon: 'scale',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      { id: 'input', type: 'input', label: 'Question', at: [0, 100] },
      {
        id: 'prompt',
        type: 'prompt',
        label: 'Conversation',
        at: [320, 100],
        config: { messages: [{ role: 'user', content: '{{message}}' }] },
      },
      { id: 'first', type: 'chat-model', label: 'First model', at: [640, 0] },
      { id: 'second', type: 'chat-model', label: 'Second model', at: [640, 200] },
      {
        id: 'compare',
        type: 'template',
        label: 'Side by side',
        at: [960, 100],
        config: { text: '### First model\n\n{{first}}\n\n### Second model\n\n{{second}}' },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1280, 100] },
    ],
    [
      'input.message -> prompt.message',
      'input.history -> prompt.history',
      'prompt.messages -> first.prompt',
      'prompt.messages -> second.prompt',
      'first.text -> compare.first',
      'second.text -> compare.second',
      'compare.text -> answer.text',
    ],
  ),
}
