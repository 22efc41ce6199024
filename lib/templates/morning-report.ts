import type { TemplateView } from '@/lib/contracts/apps'
import { draw } from './draw'

export const morningReport: TemplateView = {
  id: 'morning-report',
  name: 'Morning report',
  description:
    'Fetches figures from an address, here the latest releases of a project, and writes a short report of them.',
  kind: 'form',
  icon: 'sun',
  needs: ['language-model'],
  schedule: {
    name: 'Morning report',
    cron: '0 7 * * 1-5',
    inputs: { date: '{{date}}', focus: 'What is new, and what needs attention?' },
  },
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
        id: 'figures',
        type: 'http',
        label: 'Figures',
        at: [0, 1],
        config: {
          url: 'https://api.github.com/repos/nodejs/node/releases?per_page=5',
          headers: [{ name: 'user-agent', value: 'patchbay' }],
        },
      },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Question',
        at: [1, 0],
        config: {
          messages: [
            {
              role: 'user',
              content:
                'Today is {{date}}. These are the figures of this morning:\n\n{{figures}}\n\nWrite a report of at most ten lines. {{focus}}',
            },
          ],
        },
      },
      {
        id: 'report',
        type: 'chat-model',
        label: 'Report',
        at: [2, 0],
        config: { system: 'You write short reports. Say only what the figures say.', temperature: 0.2 },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [3, 0] },
    ],
    [
      'input.date -> ask.date',
      'input.focus -> ask.focus',
      'figures.text -> ask.figures',
      'ask.messages -> report.prompt',
      'report.text -> answer.text',
    ],
  ),
}
