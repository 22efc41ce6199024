import { draw } from '../draw'
import { TEMPLATE_KNOWLEDGE_BASE } from '../placeholder'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'morning-report',
  name: 'Morning report',
  description: 'Writes a short report with sources every morning on what matters today in your documents.',
  category: 'automation',
  tags: ['schedule', 'report', 'news'],
  kind: 'form',
  icon: 'sun',
  needs: ['documents', 'language-model'],
  schedule: {
    name: 'Morning report',
    cron: '0 7 * * 1-5',
    inputs: { date: '{{date}}', focus: 'What is new, and what needs attention?' },
  },
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Report',
        at: [0, 0],
        config: {
          mode: 'form',
          fields: [
            { name: 'date', label: 'Date' },
            { name: 'focus', label: 'What the report is about', kind: 'paragraph' },
          ],
        },
      },
      {
        id: 'passages',
        type: 'retriever',
        label: 'Find passages',
        at: [320, -100],
        config: { knowledgeBaseId: TEMPLATE_KNOWLEDGE_BASE, limit: 8 },
      },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Question',
        at: [320, 100],
        config: {
          messages: [{ role: 'user', content: 'Today is {{date}}. Write a report of at most ten lines. {{focus}}' }],
        },
      },
      {
        id: 'report',
        type: 'chat-model',
        label: 'Report',
        at: [640, 0],
        config: { system: 'You write short reports. Say only what the passages say.', temperature: 0.2 },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [960, 0] },
    ],
    [
      'input.date -> ask.date',
      'input.focus -> ask.focus',
      'input.focus -> passages.query',
      'passages.documents -> report.documents',
      'ask.messages -> report.prompt',
      'report.text -> answer.text',
      'report.citations -> answer.citations',
    ],
  ),
}
