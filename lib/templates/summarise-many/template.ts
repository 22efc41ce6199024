import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'summarise-many',
  name: 'Summarize many',
  description: 'Summarizes many texts in parallel, and then all of them in a few sentences.',
  category: 'documents',
  tags: ['summary', 'reports'],
  kind: 'form',
  icon: 'layers',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Texts',
        at: [0, 8],
        config: {
          mode: 'form',
          fields: [{ name: 'texts', label: 'Texts, with a line of --- between them', kind: 'paragraph' }],
        },
      },
      {
        id: 'split',
        type: 'code',
        label: 'Split',
        at: [304, 8],
        config: { code: 'return input.text.split(/^-{3,}\\s*$/m).map((text) => text.trim()).filter(Boolean)' },
      },
      { id: 'each', type: 'map', label: 'Each text', at: [608, 8], config: { parallel: 4, onItemError: 'keep' } },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Question',
        parent: 'each',
        at: [104, 104],
        config: { messages: [{ role: 'user', content: 'Summarize this text in two sentences:\n\n{{text}}' }] },
      },
      {
        id: 'summary',
        type: 'chat-model',
        label: 'Summary',
        parent: 'each',
        at: [408, 104],
        config: { system: 'You summarize texts. Say only what the text says.', temperature: 0.2 },
      },
      {
        id: 'together',
        type: 'prompt',
        label: 'All of them',
        at: [1424, 88],
        config: {
          messages: [
            {
              role: 'user',
              content:
                'These are summaries of several texts:\n\n{{summaries}}\n\nSay in a few sentences what they have in common and where they differ.',
            },
          ],
        },
      },
      {
        id: 'overview',
        type: 'chat-model',
        label: 'Overview',
        at: [1728, 88],
        config: { system: 'You compare texts fairly and briefly.', temperature: 0.2 },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [2032, 0] },
    ],
    [
      'input.texts -> split.text',
      'split.result -> each.items',
      'each.item -> ask.text',
      'ask.messages -> summary.prompt',
      'summary.text -> each.result',
      'each.results -> together.summaries',
      'together.messages -> overview.prompt',
      'overview.text -> answer.text',
      'each.results -> answer.data',
    ],
  ),
}
